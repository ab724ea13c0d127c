import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import { ACCENT, framed, HEIGHT, WIDTH } from "../theme.ts";
import {
  bucketText,
  gapLayers,
  gapNote,
  isThinIn,
  middleOf,
  PER_UNIT,
  placed,
  spanText,
} from "../time_axis.ts";

/** A mean over fewer posts is not called the highest or the lowest: it says nothing. */
const COMPARED_MIN = 30;

/** Mean length of posts over time. */
export const postLength: ChartDefinition = (data, language) => {
  const name = "post_length";
  const unit = PER_UNIT[data.unit];
  const title = language.say({
    en: `Mean length of posts by ${unit.en}`,
    fr: `Longueur moyenne des messages par ${unit.fr}`,
  });
  if (data.span === undefined) return noPosts(name, title, language);
  const rows = data.buckets.filter(({ toots }) => toots > 0)
    .map(({ start, toots, lengthSum }) => ({
      ...{ ...placed(data, start), toots, length: lengthSum / toots },
    }));
  const characters = language.say({ en: "Characters per post", fr: "Caractères par message" });
  const spec = framed({
    width: WIDTH,
    height: HEIGHT - 60,
    layer: [
      {
        data: { values: rows.map(({ toots: _, ...row }) => row) },
        mark: {
          type: "line",
          color: ACCENT,
          strokeWidth: isThinIn(data) ? 1.4 : 2.2,
          point: { filled: true, size: isThinIn(data) ? 10 : 42, color: ACCENT },
        },
        encoding: {
          x: middleOf(data, language),
          y: {
            field: "length",
            type: "quantitative",
            scale: { zero: true },
            axis: { title: characters, format: ",.0f" },
          },
        },
      },
      ...gapLayers(data, HEIGHT - 60),
    ],
  }, { title, subtitle: [spanText(data, language), ...gapNote(data, language)], language });
  const total = data.buckets.reduce((sum, { toots }) => sum + toots, 0);
  const mean = data.buckets.reduce((sum, { lengthSum }) => sum + lengthSum, 0) / total;
  const compared = rows.filter(({ toots }) => toots >= COMPARED_MIN);
  const [some] = compared;
  const longest = some && compared.reduce((a, b) => b.length > a.length ? b : a, some);
  const shortest = some && compared.reduce((a, b) => b.length < a.length ? b : a, some);
  // The line also has the means of fewer posts, which are higher and lower.
  const isAll = compared.length === rows.length;
  const among = isAll ? { en: "The", fr: "La" } : {
    en: `Where there are ${COMPARED_MIN} posts or more in a ${unit.en}, the`,
    fr: `Là où il y a ${COMPARED_MIN} messages ou plus par ${unit.fr}, la`,
  };
  const when = (start: number) => bucketText(start, data.unit, language);
  return {
    name,
    title,
    spec,
    sentences: [
      language.say({
        en: `A post has ${
          language.number(mean)
        } characters on average, counted as Unicode code points of its plain text.`,
        fr: `Un message compte en moyenne ${
          language.number(mean)
        } caractères (points de code Unicode du texte brut).`,
      }),
      shortest === undefined || longest === undefined || shortest === longest
        ? language.say({
          en: `There are too few posts to compare one ${unit.en} with another.`,
          fr: `Trop peu de messages pour comparer par ${unit.fr}.`,
        })
        : language.say({
          en: `${among.en} mean lies between ${language.number(shortest.length)} (${
            when(shortest.start)
          }) and ${language.number(longest.length)} (${when(longest.start)}).`,
          fr: `${among.fr} moyenne va de ${language.number(shortest.length)} (${
            when(shortest.start)
          }) à ${language.number(longest.length)} (${when(longest.start)}).`,
        }),
    ],
    table: {
      columns: [`${language.say(unit)} (UTC)`, characters],
      rows: rows.map(({ start, length }) => [when(start), Math.round(length * 10) / 10]),
    },
  };
};
