import type { ChartDefinition } from "../chart.ts";
import { noPosts } from "../empty_chart.ts";
import { rankedBars } from "../ranked_bars.ts";
import { spanText } from "../time_axis.ts";

const SHOWN = 14;

/** Share of posts by language. */
export const languageShare: ChartDefinition = (data, language) => {
  const name = "language_share";
  const title = language.say({ en: "Languages of posts", fr: "Langues des messages" });
  const [first, second] = data.languages;
  if (data.span === undefined || first === undefined) return noPosts(name, title, language);
  const total = data.languages.reduce((sum, { toots }) => sum + toots, 0);
  const shown = data.languages.slice(0, data.languages.length > SHOWN + 1 ? SHOWN : SHOWN + 1);
  const others = data.languages.slice(shown.length);
  const rest = others.reduce((sum, { toots }) => sum + toots, 0);
  const value = (toots: number) =>
    `${language.number(toots)}  (${language.percent(toots / total)})`;
  const called = (lang: string) =>
    lang === "und" ? language.languageName(lang) : `${language.languageName(lang)} (${lang})`;
  const bars = shown.map(({ lang, toots }) => ({
    label: called(lang),
    value: toots,
    text: value(toots),
  }));
  const othersText = language.say({
    en: `${others.length} other languages`,
    fr: `${others.length} autres langues`,
  });
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const unstated = data.languages.find(({ lang }) => lang === "und")?.toots ?? 0;
  return {
    name,
    title,
    spec: rankedBars(
      rest === 0
        ? bars
        : [...bars, { label: othersText, value: rest, text: value(rest), rest: true }],
      { title, subtitle: spanText(data, language), axisTitle: posts, language },
    ),
    sentences: [
      language.say({
        en: `${called(first.lang)} comes first with ${
          language.percent(first.toots / total)
        } of posts${
          second === undefined
            ? ", and is the only one"
            : `, then ${called(second.lang)} with ${language.percent(second.toots / total)}`
        }.`,
        fr: `En tête : ${called(first.lang)}, ${
          language.percent(first.toots / total)
        } des messages${
          second === undefined
            ? ", seule langue présente"
            : `, puis ${called(second.lang)}, ${language.percent(second.toots / total)}`
        }.`,
      }),
      language.say({
        en: `Languages are what authors state: ${
          language.percent(unstated / total)
        } of posts state none.`,
        fr: `La langue est celle qu’indiquent les auteurs : ${
          language.percent(unstated / total)
        } des messages n’en indiquent aucune.`,
      }),
    ],
    table: {
      columns: [language.say({ en: "Language", fr: "Langue" }), posts],
      rows: data.languages.map(({ lang, toots }) => [called(lang), toots]),
    },
  };
};
