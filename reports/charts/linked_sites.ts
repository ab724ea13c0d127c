import type { ChartDefinition } from "../chart.ts";
import { emptyBecause, noPosts } from "../empty_chart.ts";
import { rankedBars } from "../ranked_bars.ts";
import { spanText } from "../time_axis.ts";

const RULE = {
  en:
    "A post counts once for a site; links to people and hashtags are none, and sites of fewer than three people are not shown.",
  fr:
    "Un message compte une fois pour un site ; les liens vers des personnes et des hashtags ne comptent pas, et les sites de moins de trois personnes ne sont pas montrés.",
};

/** The sites that posts link to. */
export const linkedSites: ChartDefinition = (data, language) => {
  const name = "linked_sites";
  const title = language.say({
    en: "Sites that posts link to",
    fr: "Sites vers lesquels mènent les liens",
  });
  const { span, links } = data;
  if (span === undefined || links === undefined) return noPosts(name, title, language);
  const { sites, from } = links;
  const [first] = sites;
  if (first === undefined) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "No site is linked to by three people or more",
        fr: "Aucun site n’est lié par trois personnes ou plus",
      }),
      remedy: language.say({
        en: "Links to people and hashtags are none; sites of fewer people are not shown.",
        fr:
          "Les liens vers des personnes et des hashtags ne comptent pas ; les sites de moins de personnes ne sont pas montrés.",
      }),
    });
  }
  const posts = language.say({ en: "Posts", fr: "Messages" });
  const isPart = from > span.from;
  return {
    name,
    title,
    spec: rankedBars(
      sites.map(({ site, toots }) => ({
        label: site,
        value: toots,
        text: language.number(toots),
      })),
      {
        title,
        subtitle: spanText({ ...data, span: { from, to: span.to } }, language),
        axisTitle: posts,
        language,
      },
    ),
    sentences: [
      language.say({
        en: `Most links lead to ${first.site}: ${language.number(first.toots)} posts.`,
        fr: `C’est vers ${first.site} que mènent le plus de liens : ${
          language.number(first.toots)
        } messages.`,
      }),
      isPart
        ? language.say({
          en: `Only the newest posts are looked at, since there are so many. ${RULE.en}`,
          fr: `Seuls les messages les plus récents sont examinés, tant il y en a. ${RULE.fr}`,
        })
        : language.say(RULE),
    ],
    table: {
      columns: [language.say({ en: "Site", fr: "Site" }), posts],
      rows: sites.map(({ site, toots }) => [site, toots]),
    },
  };
};
