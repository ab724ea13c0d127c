import type { ChartDefinition } from "../chart.ts";
import { emptyBecause, noBatch, noPosts } from "../empty_chart.ts";
import { rankedBars } from "../ranked_bars.ts";
import { spanText } from "../time_axis.ts";

/** Posts by the authors' server. */
export const postsByServer: ChartDefinition = (data, language) => {
  const name = "posts_by_server";
  const title = language.say({ en: "Posts by server", fr: "Messages par serveur" });
  if (data.span === undefined) return noPosts(name, title, language);
  if (data.batch === undefined) return noBatch(name, title, language);
  const { servers, serverCount, kinds: { toots: total } } = data.batch;
  const [first] = servers;
  if (first === undefined && serverCount > 0) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "No server has three authors or more",
        fr: "Aucun serveur n’a trois auteurs ou plus",
      }),
      remedy: language.say({
        en: "Servers of fewer people would point at them, and are not shown.",
        fr: "Les serveurs de moins de personnes les désigneraient : ils ne sont pas montrés.",
      }),
    });
  }
  if (first === undefined) return noPosts(name, title, language);
  const shown = servers.reduce((sum, { toots }) => sum + toots, 0);
  const others = serverCount - servers.length;
  const value = (toots: number) =>
    `${language.number(toots)}  (${language.percent(toots / total)})`;
  const bars = servers.map(({ server, toots }) => ({
    label: server,
    value: toots,
    text: value(toots),
  }));
  const rest = {
    label: language.say({
      en: `${language.number(others)} others`,
      fr: `${language.number(others)} autres`,
    }),
    value: total - shown,
    text: value(total - shown),
    rest: true,
  };
  const posts = language.say({ en: "Posts", fr: "Messages" });
  return {
    name,
    title,
    spec: rankedBars(others > 0 ? [...bars, rest] : bars, {
      title,
      subtitle: spanText(data, language),
      axisTitle: posts,
      language,
    }),
    sentences: [
      language.say({
        en: `Accounts of ${first.server} wrote the most: ${language.number(first.toots)} posts, ${
          language.percent(first.toots / total)
        } of all.`,
        fr: `Les comptes de ${first.server} ont le plus écrit : ${
          language.number(first.toots)
        } messages, ${language.percent(first.toots / total)} du total.`,
      }),
      language.say({
        en: `Posts came from ${
          language.number(serverCount)
        } servers; days are counted whole, in UTC.`,
        fr: `Les messages viennent de ${
          language.number(serverCount)
        } serveurs ; les jours sont comptés entiers, en UTC.`,
      }),
    ],
    table: {
      columns: [language.say({ en: "Server", fr: "Serveur" }), posts],
      rows: servers.map(({ server, toots }) => [server, toots]),
    },
  };
};
