import { ENOUGH_SHARE, isEnoughPast, timesExpected } from "../../core/windows/enough_past.ts";
import type { ChartDefinition } from "../chart.ts";
import { emptyBecause, noBatch, noPosts } from "../empty_chart.ts";
import { rowsByPlace } from "../label_expression.ts";
import type { Language } from "../language.ts";
import type { RisingHashtag } from "../report_data.ts";
import { ACCENT, framed, INK, WIDTH } from "../theme.ts";

/** Hashtags used more than their past predicts: a line from the ring (expected) to the dot (counted). */
export const risingHashtags: ChartDefinition = (data, language) => {
  const name = "rising_hashtags";
  const title = language.say({ en: "Rising hashtags", fr: "Hashtags en hausse" });
  if (data.span === undefined) return noPosts(name, title, language);
  if (data.batch === undefined) return noBatch(name, title, language);
  const { rising, risingPast: past = { recentHours: 0, pastHours: 0, observedHours: 0 } } =
    data.batch;
  const [first] = rising;
  const hours = language.number(past.pastHours);
  const recent = language.number(past.recentHours);
  if (first === undefined && !isEnoughPast(past.observedHours, past.pastHours)) {
    const observed = language.number(past.observedHours);
    const needed = language.number(past.pastHours * ENOUGH_SHARE);
    return emptyBecause(name, title, language, {
      why: language.say({
        en: `Too early to tell: ${observed} of the ${hours} h before were observed`,
        fr: `Trop tôt pour le dire : ${observed} des ${hours} h précédentes ont été observées`,
      }),
      remedy: language.say({
        en: `It takes ${needed} h of posts before the last ${recent} h.`,
        fr: `Il faut ${needed} h de messages avant les dernières ${recent} h.`,
      }),
    });
  }
  if (first === undefined) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "No hashtag rises clearly above its own past",
        fr: "Aucun hashtag ne dépasse nettement son propre passé",
      }),
      remedy: language.say({
        en: "It takes five posts of at least three people with a hashtag.",
        fr: "Il faut cinq messages d’au moins trois personnes portant un hashtag.",
      }),
    });
  }
  const values = rising.map((row, place) => ({
    place,
    recent: row.recent,
    expected: row.expected,
    text: timesText(row, language),
  }));
  const labels = rising.map(({ hashtag }) => `#${hashtag}`);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domainMin: 0 },
    axis: {
      title: language.say({
        en: `Posts in ${recent} h  (○ expected from its past, ● seen)`,
        fr: `Messages en ${recent} h  (○ attendus d’après son passé, ● observés)`,
      }),
      format: ",d",
      tickMinStep: 1,
    },
  });
  const subtitle = language.say({
    en: `The last ${recent} h against the ${hours} h before them`,
    fr: `Les dernières ${recent} h comparées aux ${hours} h précédentes`,
  });
  const against = language.number(first.expected);
  return {
    name,
    title,
    spec: framed({
      width: WIDTH - 170,
      height: { step: 26 },
      data: { values },
      encoding: {
        y: rowsByPlace(labels, 210),
      },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 3, color: ACCENT, opacity: 0.35 },
          encoding: { x: x("expected"), x2: { field: "recent" } },
        },
        {
          mark: { type: "point", size: 70, color: INK.soft, fill: "#ffffff", strokeWidth: 1.8 },
          encoding: { x: x("expected") },
        },
        {
          mark: { type: "point", size: 90, color: ACCENT, filled: true, opacity: 1 },
          encoding: { x: x("recent") },
        },
        {
          mark: { type: "text", align: "left", dx: 10, color: INK.normal },
          encoding: { x: x("recent"), text: { field: "text", type: "nominal" } },
        },
      ],
    }, { title, subtitle, language }),
    sentences: [
      language.say({
        en: `#${first.hashtag} rises the most: ${
          language.number(first.recent)
        } posts where its past lets expect ${against}.`,
        fr: `#${first.hashtag} est le plus en hausse\u00a0: ${
          language.number(first.recent)
        } messages là où son passé en laisse attendre ${against}.`,
      }),
      language.say({
        en:
          "Shown are hashtags whose rise is more than twice what chance explains, the largest factor first.",
        fr:
          "Sont montrés les hashtags dont la hausse dépasse deux fois ce que le hasard explique, le plus grand facteur d’abord.",
      }),
    ],
    table: {
      columns: [
        "Hashtag",
        language.say({ en: "Seen", fr: "Observés" }),
        language.say({ en: "Expected", fr: "Attendus" }),
      ],
      rows: rising.map((
        { hashtag, recent, expected },
      ) => [`#${hashtag}`, recent, Math.round(expected * 10) / 10]),
    },
  };
};

/** The ratio of recent to expected posts; in words if the expected count is too small for a ratio. */
function timesText({ recent, expected, isNew }: RisingHashtag, language: Language): string {
  const times = timesExpected(recent, expected);
  if (times !== undefined) return `× ${language.number(times)}`;
  return isNew
    ? language.say({ en: "new", fr: "nouveau" })
    : language.say({ en: "rare before", fr: "rare avant" });
}
