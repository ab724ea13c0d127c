import type { ChartDefinition } from "../chart.ts";
import { emptyBecause, noBatch, noPosts } from "../empty_chart.ts";
import { rankedBars } from "../ranked_bars.ts";
import { spanText } from "../time_axis.ts";

/** The hashtags with the most posts. */
export const topHashtags: ChartDefinition = (data, language) => {
  const name = "part5_top_hashtags";
  const title = language.say({ en: "Top hashtags", fr: "Hashtags les plus utilisés" });
  if (data.span === undefined) return noPosts(name, title, language);
  if (data.batch === undefined) return noBatch(name, title, language);
  const { topHashtags, hashtagCount, kinds } = data.batch;
  const [first, second] = topHashtags;
  if (first === undefined && hashtagCount > 0) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "No hashtag was used by three people or more",
        fr: "Aucun hashtag n’a été utilisé par trois personnes ou plus",
      }),
      remedy: language.say({
        en: "Hashtags of fewer people would point at them, and are not shown.",
        fr: "Les hashtags de moins de personnes les désigneraient : ils ne sont pas montrés.",
      }),
    });
  }
  if (first === undefined) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "No post carries a hashtag",
        fr: "Aucun message ne porte de hashtag",
      }),
      remedy: language.say({
        en: "Hashtags in public posts will show here.",
        fr: "Les hashtags des messages publics apparaîtront ici.",
      }),
    });
  }
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const tag = (hashtag: string) => `#${hashtag}`;
  return {
    name,
    title,
    spec: rankedBars(
      topHashtags.map(({ hashtag, toots }) => ({
        label: tag(hashtag),
        value: toots,
        text: language.number(toots),
      })),
      {
        title,
        subtitle: spanText(data, language),
        axisTitle: language.say({ en: "Posts that carry it", fr: "Messages qui le portent" }),
        language,
      },
    ),
    sentences: [
      language.say({
        en: `${tag(first.hashtag)} leads with ${language.number(first.toots)} posts${
          second === undefined
            ? ""
            : `, ahead of ${tag(second.hashtag)} with ${language.number(second.toots)}`
        }.`,
        fr: `${tag(first.hashtag)} arrive en tête avec ${language.number(first.toots)} messages${
          second === undefined
            ? ""
            : `, devant ${tag(second.hashtag)} avec ${language.number(second.toots)}`
        }.`,
      }),
      language.say({
        en: `${
          language.percent(kinds.toots === 0 ? 0 : kinds.hashtags / kinds.toots)
        } of posts carry a hashtag; ${language.number(hashtagCount)} different ones were used.`,
        fr: `${
          language.percent(kinds.toots === 0 ? 0 : kinds.hashtags / kinds.toots)
        } des messages portent un hashtag ; ${
          language.number(hashtagCount)
        } hashtags différents ont été utilisés.`,
      }),
    ],
    table: {
      columns: ["Hashtag", posts],
      rows: topHashtags.map(({ hashtag, toots }) => [tag(hashtag), toots]),
    },
  };
};
