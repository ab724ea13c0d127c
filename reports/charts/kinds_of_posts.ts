import type { ChartDefinition } from "../chart.ts";
import { noBatch, noPosts } from "../empty_chart.ts";
import { ACCENT, framed, INK, WIDTH } from "../theme.ts";
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
  const share = language.say({ en: "Share of posts", fr: "Part des messages" });
  return {
    name,
    title,
    spec: framed({
      width: WIDTH - 170,
      height: { step: 40 },
      data: { values: rows },
      encoding: {
        y: {
          field: "label",
          type: "nominal",
          sort: null,
          axis: {
            title: null,
            domain: false,
            ticks: false,
            labelFontSize: 13,
            labelLimit: 220,
            labelColor: INK.strong,
          },
        },
      },
      layer: [
        {
          mark: { type: "bar", color: "#eef1f4", cornerRadius: 3 },
          encoding: {
            x: {
              datum: 1,
              type: "quantitative",
              scale: { domain: [0, 1] },
              axis: { title: share, format: "%", tickCount: 5 },
            },
          },
        },
        {
          mark: { type: "bar", color: ACCENT, cornerRadius: 3 },
          encoding: { x: { field: "share", type: "quantitative" } },
        },
        {
          mark: { type: "text", align: "left", dx: 8, fontSize: 13, color: INK.strong },
          encoding: {
            x: { field: "share", type: "quantitative" },
            text: { field: "text", type: "nominal" },
          },
        },
      ],
    }, { title, subtitle: spanText(data, language), language }),
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
