import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import { ACCENT, framed, HEIGHT, INK, WIDTH } from "../theme.ts";
import { countOf } from "../time_buckets.ts";
import {
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
  const mean = total / countOf(data.unit, data.span.from, data.span.to);
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const meanText = language.say({
    en: `mean ${language.number(mean)}`,
    fr: `moyenne ${language.number(mean)}`,
  });
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
      {
        data: { values: [{ mean, text: meanText }] },
        mark: { type: "rule", color: INK.strong, strokeDash: [5, 4], opacity: 0.8 },
        encoding: { y: { field: "mean", type: "quantitative" } },
      },
      {
        data: { values: [{ mean, text: meanText.split(" ") }] },
        mark: { type: "text", align: "left", baseline: "middle", lineHeight: 15, x: WIDTH + 8 },
        encoding: { y: { field: "mean", type: "quantitative" }, text: { field: "text" } },
      },
      ...gapLayers(data),
    ],
  }, { title, subtitle: [spanText(data, language), ...gapNote(data, language)], language });

  const busiest = data.buckets.reduce((a, b) => b.toots > a.toots ? b : a);
  const when = bucketText(busiest.start, data.unit, language);
  const gaps = data.gaps.length;
  return {
    name,
    title,
    spec,
    sentences: [
      language.say({
        en: `${language.number(total)} posts, ${
          language.number(mean)
        } per ${unit.en} on average; the busiest ${unit.en} was ${when} with ${
          language.number(busiest.toots)
        }.`,
        fr: `${language.number(total)} messages, ${
          language.number(mean)
        } par ${unit.fr} en moyenne ; le maximum, ${
          language.number(busiest.toots)
        }, est atteint : ${when}.`,
      }),
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
