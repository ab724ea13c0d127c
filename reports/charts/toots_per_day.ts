import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import { ACCENT, framed, HEIGHT, INK, WIDTH } from "../theme.ts";
import type { Language } from "../language.ts";
import { meanPerUnit } from "../mean_per_unit.ts";
import type { ReportData } from "../report_data.ts";
import {
  atBucket,
  barAcross,
  barFoot,
  bucketText,
  gapLayers,
  gapNote,
  isThinIn,
  PER_UNIT,
  placed,
  spanText,
} from "../time_axis.ts";

/** Posts over time, with their mean. */
export const tootsPerDay: ChartDefinition = (data, language) => {
  const name = "part5_toots_per_day";
  const unit = PER_UNIT[data.unit];
  const title = language.say({ en: `Posts per ${unit.en}`, fr: `Messages par ${unit.fr}` });
  if (data.span === undefined) return noPosts(name, title, language);

  const total = data.buckets.reduce((sum, { toots }) => sum + toots, 0);
  const mean = meanPerUnit(data);
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const spec = framed({
    width: WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: {
          values: data.buckets.map(({ start, toots }) => ({ ...placed(data, start), toots })),
        },
        mark: isThinIn(data)
          ? { type: "bar", color: ACCENT, binSpacing: 0 }
          : { type: "bar", color: ACCENT, cornerRadiusEnd: 2 },
        encoding: {
          ...barAcross(data, language),
          y: {
            field: "toots",
            type: "quantitative",
            axis: { title: posts, format: ",d", tickMinStep: 1 },
          },
          ...barFoot(data),
        },
      },
      ...(mean === undefined ? [] : meanLine(mean, language)),
      ...gapLayers(data),
    ],
  }, { title, subtitle: [spanText(data, language), ...gapNote(data, language)], language });

  const busiest = data.buckets.reduce((a, b) => b.toots > a.toots ? b : a);
  const gaps = data.gaps.length;
  return {
    name,
    title,
    spec,
    sentences: [
      `${language.number(total)} ${posts.toLowerCase()}; ${meanText(data, mean, language)}; ${
        language.say({
          en: `the busiest ${unit.en} was ${bucketText(busiest.start, data.unit, language)} with ${
            language.number(busiest.toots)
          }.`,
          fr: `le maximum, ${language.number(busiest.toots)}, est atteint ${
            atBucket(busiest.start, data.unit, language)
          }.`,
        })
      }`.replaceAll("; ", language.say({ en: "; ", fr: "\u00a0; " })),
      gaps === 0
        ? language.say({
          en: "No interruption of the source is recorded for this time.",
          fr: "Aucune interruption de la source n’est enregistrée sur cette période.",
        })
        : language.say({
          en: `The source was interrupted ${
            gaps === 1 ? "once" : `${gaps} times`
          }; bars under a triangle may be too low.`,
          fr:
            `La source a été interrompue ${gaps} fois ; les barres sous un triangle peuvent être trop basses.`,
        }),
    ],
    table: {
      columns: [`${language.say(unit)} (UTC)`, posts],
      rows: data.buckets.map((b) => [bucketText(b.start, data.unit, language), b.toots]),
    },
  };
};

/** A dashed line at the mean, with its number beside it. */
function meanLine(mean: number, language: Language) {
  const text = language.say({ en: "mean", fr: "moyenne" });
  const y = { field: "mean", type: "quantitative" };
  return [
    {
      data: { values: [{ mean }] },
      mark: { type: "rule", color: INK.strong, strokeDash: [5, 4], opacity: 0.8 },
      encoding: { y },
    },
    {
      data: { values: [{ mean, text: [text, language.number(mean)] }] },
      mark: { type: "text", align: "left", baseline: "middle", lineHeight: 15, x: WIDTH + 8 },
      encoding: { y, text: { field: "text" } },
    },
  ];
}

function meanText(data: ReportData, mean: number | undefined, language: Language): string {
  const unit = PER_UNIT[data.unit];
  if (mean === undefined) {
    return language.say({
      en: `less than one whole ${unit.en} was observed, too little for a mean`,
      fr: `moins d’une unité entière (${unit.fr}) observée, trop peu pour une moyenne`,
    });
  }
  const n = language.number(mean);
  return data.observed.holes
    ? language.say({
      en: `${n} per ${unit.en} on average, over the time that was observed`,
      fr: `${n} par ${unit.fr} en moyenne sur le temps observé`,
    })
    : language.say({
      en: `${n} per ${unit.en} on average`,
      fr: `${n} par ${unit.fr} en moyenne`,
    });
}
