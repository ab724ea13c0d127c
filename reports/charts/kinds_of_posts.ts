import type { ChartDefinition } from "../chart.ts";
import { noBatch, noPosts } from "../empty_chart.ts";
import { shareBars } from "../share_bars.ts";
import { spanText } from "../time_axis.ts";

/** The share of bots, threads, hashtags and edits. */
export const kindsOfPosts: ChartDefinition = (data, language) => {
  const name = "kinds_of_posts";
  const title = language.say({ en: "What posts are like", fr: "À quoi ressemblent les messages" });
  if (data.span === undefined) return noPosts(name, title, language);
  if (data.batch === undefined) return noBatch(name, title, language);
  const { kinds } = data.batch;
  if (kinds.toots === 0) return noPosts(name, title, language);
  const rows = [
    {
      label: language.say({ en: "carry a hashtag", fr: "portent un hashtag" }),
      toots: kinds.hashtags,
    },
    {
      label: language.say({ en: "written by bots", fr: "écrits par des robots" }),
      toots: kinds.bots,
    },
    {
      label: language.say({ en: "continue a thread", fr: "poursuivent un fil" }),
      toots: kinds.threads,
    },
    { label: language.say({ en: "edited since", fr: "modifiés depuis" }), toots: kinds.edited },
  ].map((row) => ({
    ...row,
    share: row.toots / kinds.toots,
    text: `${language.percent(row.toots / kinds.toots)}  (${language.number(row.toots)})`,
  }));
  const axisTitle = language.say({ en: "Share of posts", fr: "Part des messages" });
  return {
    name,
    title,
    spec: shareBars(rows, { title, subtitle: spanText(data, language), axisTitle, language }),
    sentences: [
      language.say({
        en: `${language.percent(kinds.bots / kinds.toots)} of ${
          language.number(kinds.toots)
        } posts are by accounts that say they are bots, and ${
          language.percent(kinds.threads / kinds.toots)
        } continue their author’s own thread.`,
        fr: `${language.percent(kinds.bots / kinds.toots)} des ${
          language.number(kinds.toots)
        } messages viennent de comptes qui se disent robots, et ${
          language.percent(kinds.threads / kinds.toots)
        } poursuivent le fil de leur auteur.`,
      }),
      language.say({
        en: "Boosts and replies to others are not in public streams and are not counted.",
        fr:
          "Les partages et les réponses à autrui n’apparaissent pas dans les flux publics et ne sont pas comptés.",
      }),
    ],
    table: {
      columns: [title, language.say({ en: "Posts", fr: "Messages" })],
      rows: rows.map(({ label, toots }) => [label, toots]),
    },
  };
};
