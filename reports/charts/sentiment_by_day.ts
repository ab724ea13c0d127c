import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import type { Language } from "../language.ts";
import { moodOf, scoredOf } from "../mood.ts";
import type { Bucket, ReportData } from "../report_data.ts";
import { sentimentTotals, sideName, SIDES } from "../sentiment.ts";
import { framed, HEIGHT, INK, SENTIMENT, WIDTH } from "../theme.ts";
import { countOf } from "../time_buckets.ts";
import {
  atBucket,
  barAcross,
  barFoot,
  bucketText,
  gapLayers,
  gapNote,
  isThinIn,
  middleOf,
  PER_UNIT,
  placed,
  spanText,
} from "../time_axis.ts";

/** Bars of at least this width, px, show a sign. */
const SIGN_PX = 16;
/** In place of white where bars have no outline: white on white is invisible. */
const UNOUTLINED = "#e3e7ec";

/** Posts by sentiment over time, with the share that is scored beneath. */
export const sentimentByDay: ChartDefinition = (data, language) => {
  const name = "part5_sentiment_by_day_stacked";
  const unit = PER_UNIT[data.unit];
  const title = language.say({ en: `Sentiment by ${unit.en}`, fr: `Sentiment par ${unit.fr}` });
  if (data.span === undefined) return noPosts(name, title, language);

  const labels = SIDES.map((side) => `${SENTIMENT[side].sign} ${sideName(side, language)}`);
  const tallest = Math.max(...data.buckets.map(({ toots }) => toots));
  const wide = WIDTH / countOf(data.unit, data.span.from, data.span.to) >= SIGN_PX;
  const thin = isThinIn(data);
  const colours = SIDES.map((side) =>
    thin && side === "unscored" ? UNOUTLINED : SENTIMENT[side].colour
  );
  const stacked = data.buckets.flatMap((bucket) => {
    let top = 0;
    // Stacked from the bottom: negative, neutral, positive, unscored.
    return ([2, 1, 0, 3] as const).map((place, order) => {
      const side = SIDES[place] ?? "unscored";
      const bottom = top;
      top += bucket[side];
      return {
        ...placed(data, bucket.start),
        label: labels[place],
        order,
        bottom,
        top,
        middle: (bottom + top) / 2,
        sign: wide && bucket[side] > tallest * 0.07 ? SENTIMENT[side].sign : "",
        known: side === "unscored" || side === "neutral" ? INK.strong : "#ffffff",
      };
    });
  });
  const coverage = data.buckets.map(({ start, toots, unscored }) => ({
    ...placed(data, start),
    scored: toots === 0 ? 0 : (toots - unscored) / toots,
  }));
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const spec = framed({
    spacing: 14,
    vconcat: [
      {
        width: WIDTH,
        height: HEIGHT,
        layer: [
          {
            data: { values: stacked },
            mark: thin
              ? { type: "bar", binSpacing: 0 }
              : { type: "bar", strokeWidth: 0.8, stroke: "#ffffff" },
            encoding: {
              ...barAcross(data, language, false),
              y: {
                field: "bottom",
                type: "quantitative",
                axis: { title: posts, format: ",d", tickMinStep: 1 },
              },
              y2: { field: "top" },
              color: {
                field: "label",
                type: "nominal",
                scale: { domain: labels, range: colours },
                // Leave room for the triangles of interruptions between legend and bars.
                legend: {
                  symbolStrokeColor: INK.soft,
                  symbolStrokeWidth: 1,
                  offset: data.gaps.length > 0 ? 26 : 8,
                },
              },
              ...(thin ? {} : {
                stroke: {
                  condition: {
                    test: `datum.label === ${JSON.stringify(labels[3])}`,
                    value: INK.soft,
                  },
                  value: "#ffffff",
                },
              }),
            },
          },
          {
            data: { values: stacked.filter(({ sign }) => sign !== "") },
            mark: { type: "text", fontSize: 12, fontWeight: 600 },
            encoding: {
              x: middleOf(data, language, false),
              y: { field: "middle", type: "quantitative" },
              text: { field: "sign", type: "nominal" },
              color: { field: "known", type: "nominal", scale: null },
            },
          },
          ...gapLayers(data),
        ],
        resolve: { scale: { color: "independent" } },
      },
      {
        width: WIDTH,
        height: 46,
        data: { values: coverage },
        mark: { type: "bar", color: INK.soft, ...(thin ? { binSpacing: 0 } : {}) },
        encoding: {
          ...barAcross(data, language),
          y: {
            field: "scored",
            type: "quantitative",
            scale: { domain: [0, 1] },
            axis: {
              title: language.say({ en: "Scored", fr: "Avec un score" }),
              format: "%",
              values: [0, 0.5, 1],
            },
          },
          ...barFoot(data),
        },
      },
    ],
  }, { title, subtitle: [spanText(data, language), ...gapNote(data, language)], language });

  const totals = sentimentTotals(data.buckets);
  return {
    name,
    title,
    spec,
    sentences: [
      moodSentence(data, language),
      language.say({
        en: `${language.percent(totals.scored / totals.all)} of ${
          language.number(totals.all)
        } posts are scored; the ${thin ? "palest" : "white"} part of each bar is not.`,
        fr: `${language.percent(totals.scored / totals.all)} des ${
          language.number(totals.all)
        } messages ont un score ; la partie ${
          thin ? "la plus pâle" : "blanche"
        } de chaque barre n’en a pas.`,
      }),
    ],
    table: {
      columns: [`${language.say(unit)} (UTC)`, ...SIDES.map((side) => sideName(side, language))],
      rows: data.buckets.map((
        b,
      ) => [
        bucketText(b.start, data.unit, language),
        b.positive,
        b.neutral,
        b.negative,
        b.unscored,
      ]),
    },
  };
};

/** When the mood was best and worst; that it hardly changes, where chance explains the difference. */
function moodSentence(data: ReportData, language: Language): string {
  const unit = PER_UNIT[data.unit];
  const mood = moodOf(data.buckets);
  const share = (side: "positive" | "negative", ...buckets: readonly Bucket[]) =>
    language.percent(
      buckets.reduce((sum, bucket) => sum + bucket[side], 0) /
        buckets.reduce((sum, bucket) => sum + scoredOf(bucket), 0),
    );
  switch (mood.type) {
    case "none":
      return language.say({
        en: "No post of this time is scored yet.",
        fr: "Aucun message de cette période n’a encore de score.",
      });
    case "one": {
      const { bucket } = mood;
      const when = bucketText(bucket.start, data.unit, language);
      return language.say({
        en: `There is one ${unit.en} with scored posts: ${when}, ${
          share("positive", bucket)
        } positive and ${share("negative", bucket)} negative.`,
        fr: `Une seule période (${unit.fr}) a des messages avec un score\u00a0: ${when}, ${
          share("positive", bucket)
        } positifs et ${share("negative", bucket)} négatifs.`,
      });
    }
    case "same":
      return language.say({
        en:
          `The mood does not change by more than chance explains: from one ${unit.en} to another about ${
            share("positive", ...mood.buckets)
          } of scored posts are positive and ${share("negative", ...mood.buckets)} negative.`,
        fr:
          `L’humeur ne change pas plus que ne l’explique le hasard (par ${unit.fr})\u00a0: environ ${
            share("positive", ...mood.buckets)
          } des messages avec un score sont positifs et ${
            share("negative", ...mood.buckets)
          } négatifs.`,
      });
    case "changes": {
      const { best, worst } = mood;
      const at = ({ start }: Bucket) => atBucket(start, data.unit, language);
      return language.say({
        en: `The mood was best ${at(best)} (${share("positive", best)} of scored posts positive, ${
          share("negative", best)
        } negative) and worst ${at(worst)} (${share("positive", worst)} and ${
          share("negative", worst)
        }).`,
        fr: `L’humeur a été la meilleure ${at(best)} (${
          share("positive", best)
        } des messages avec un score positifs, ${share("negative", best)} négatifs) et la pire ${
          at(worst)
        } (${share("positive", worst)} et ${share("negative", worst)}).`,
      });
    }
    default:
      return mood satisfies never;
  }
}
