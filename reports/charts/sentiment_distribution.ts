import type { ChartDefinition } from "../chart.ts";
import { emptyChart, noPosts } from "../empty_chart.ts";
import { sentimentTotals, sideName, SIDES } from "../sentiment.ts";
import { framed, INK, SENTIMENT, WIDTH } from "../theme.ts";
import { spanText } from "../time_axis.ts";

/** Posts that are positive, neutral, negative, and without a score. */
export const sentimentDistribution: ChartDefinition = (data, language) => {
  const name = "part5_sentiment_distribution";
  const title = language.say({ en: "Sentiment of posts", fr: "Sentiment des messages" });
  if (data.span === undefined) return noPosts(name, title, language);
  const totals = sentimentTotals(data.buckets);
  const rows = SIDES.map((side) => ({
    side,
    label: `${SENTIMENT[side].sign}  ${sideName(side, language)}`,
    toots: totals[side],
    text: `${language.number(totals[side])}  (${language.percent(totals[side] / totals.all)})`,
  }));
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const spec = framed({
    width: WIDTH - 120,
    height: 220,
    data: { values: rows },
    encoding: {
      y: {
        field: "label",
        type: "nominal",
        sort: null,
        axis: { title: null, labelFontSize: 14, domain: false, ticks: false, labelLimit: 260 },
      },
      x: {
        field: "toots",
        type: "quantitative",
        axis: {
          title: language.say({
            en: "Posts (share of all, scored or not)",
            fr: "Messages (part du total, avec ou sans score)",
          }),
          format: ",d",
          tickMinStep: 1,
        },
        scale: { domainMin: 0 },
      },
    },
    layer: [
      {
        mark: { type: "bar", cornerRadiusEnd: 3, strokeWidth: 1.2 },
        encoding: {
          color: {
            field: "side",
            type: "nominal",
            legend: null,
            scale: { domain: SIDES, range: SIDES.map((side) => SENTIMENT[side].colour) },
          },
          stroke: {
            condition: { test: "datum.side === 'unscored'", value: INK.soft },
            value: null,
          },
          strokeDash: {
            condition: { test: "datum.side === 'unscored'", value: [4, 3] },
            value: [1, 0],
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 7, fontSize: 13, color: INK.strong },
        encoding: { text: { field: "text", type: "nominal" } },
      },
    ],
  }, { title, subtitle: spanText(data, language), language });
  if (totals.scored === 0) {
    const why = language.say({
      en: `None of ${language.number(totals.all)} posts is scored yet: run score`,
      fr: `Aucun des ${language.number(totals.all)} messages n’a encore de score : lancez score`,
    });
    return {
      name,
      title,
      spec: emptyChart(title, why, language),
      sentences: [
        `${why}.`,
        language.say({
          en: "The chart fills once the model has read them.",
          fr: "Le graphique se remplira quand le modèle les aura lus.",
        }),
      ],
      table: { columns: [title, posts], rows: rows.map(({ label, toots }) => [label, toots]) },
    };
  }
  const [most] = [...SIDES].filter((side) => side !== "unscored")
    .sort((a, b) => totals[b] - totals[a]);
  const largest = most ?? "neutral";
  const share = language.percent(totals[largest] / totals.scored);
  return {
    name,
    title,
    spec,
    sentences: [
      language.say({
        en: `Of ${language.number(totals.scored)} scored posts, ${share} are ${
          sideName(largest, language).toLowerCase()
        }, the largest group.`,
        fr: `Parmi ${language.number(totals.scored)} messages avec un score, ${share} sont ${
          SIDE_PLURAL[largest]
        }, le groupe le plus nombreux.`,
      }),
      language.say({
        en: `${language.number(totals.unscored)} of ${language.number(totals.all)} posts (${
          language.percent(totals.unscored / totals.all)
        }) have no score and are in none of these shares.`,
        fr: `${language.number(totals.unscored)} messages sur ${language.number(totals.all)} (${
          language.percent(totals.unscored / totals.all)
        }) n’ont pas de score et n’entrent dans aucune de ces parts.`,
      }),
    ],
    table: {
      columns: [language.say({ en: "Sentiment", fr: "Sentiment" }), posts],
      rows: rows.map(({ label, toots }) => [label, toots]),
    },
  };
};

const SIDE_PLURAL = {
  positive: "positifs",
  neutral: "neutres",
  negative: "négatifs",
  unscored: "sans score",
} as const;
