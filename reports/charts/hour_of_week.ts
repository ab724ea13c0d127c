import type { ChartDefinition } from "../chart.ts";
import { labelExpression } from "../label_expression.ts";
import { emptyBecause, noPosts } from "../empty_chart.ts";
import { framed, WIDTH } from "../theme.ts";
import { spanText } from "../time_axis.ts";

/** An hour of the week that was observed for less has no rate: it would be scaled from too little. */
const OBSERVED_MIN_H = 0.75;

/** Posts by hour of the week: larger and darker is more. */
export const hourOfWeek: ChartDefinition = (data, language) => {
  const name = "activity_by_hour_of_week";
  const title = language.say({
    en: "Activity by hour of the week",
    fr: "Activité par heure de la semaine",
  });
  if (data.span === undefined || data.week.length === 0) return noPosts(name, title, language);
  const cells = data.week.filter(({ hours }) => hours >= OBSERVED_MIN_H)
    .map((cell) => ({ ...cell, mean: cell.toots / cell.hours }));
  const [some] = cells;
  if (some === undefined) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "Less than three quarters of an hour were observed",
        fr: "Moins de trois quarts d’heure ont été observés",
      }),
      remedy: language.say({
        en: "A rate per hour would be a guess from so little.",
        fr: "Sur si peu, un nombre par heure serait une conjecture.",
      }),
    });
  }
  const busiest = cells.reduce((a, b) => b.mean > a.mean ? b : a, some);
  const scaled = cells.some(({ hours }) => hours < 1);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => language.weekday(day));
  const names = labelExpression(["", ...weekdays]);
  const perHour = language.say({ en: "Posts per hour", fr: "Messages par heure" });
  // Of a few posts an hour, whole numbers would be the same for every circle.
  const perHourFormat = busiest.mean < 0.5 ? ",.2~f" : busiest.mean < 5 ? ",.1~f" : ",.0f";
  const encoding = { field: "mean", type: "quantitative" };
  const spec = framed({
    width: WIDTH - 40,
    height: { step: 34 },
    data: { values: cells.map(({ weekday, hour, mean }) => ({ weekday, hour, mean })) },
    mark: { type: "circle", opacity: 1, stroke: "#ffffff", strokeWidth: 0.5 },
    encoding: {
      x: {
        field: "hour",
        type: "ordinal",
        scale: { domain: Array.from({ length: 24 }, (_, hour) => hour) },
        axis: {
          title: language.say({ en: "Hour of the day (UTC)", fr: "Heure du jour (UTC)" }),
          labelAngle: 0,
          domain: false,
          ticks: false,
          grid: false,
        },
      },
      y: {
        field: "weekday",
        type: "ordinal",
        scale: { domain: [1, 2, 3, 4, 5, 6, 7] },
        axis: {
          title: null,
          labelExpr: names,
          labelFontSize: 13,
          domain: false,
          ticks: false,
          grid: true,
        },
      },
      size: {
        ...encoding,
        scale: { type: "linear", range: [8, 760], domain: [0, busiest.mean] },
        legend: {
          title: perHour,
          titleOrient: "left",
          format: perHourFormat,
          tickCount: 4,
          symbolType: "circle",
        },
      },
      color: {
        ...encoding,
        scale: { range: ["#9cc7e0", "#0b3c5d"], domain: [0, busiest.mean] },
        legend: {
          title: perHour,
          titleOrient: "left",
          format: perHourFormat,
          tickCount: 4,
          symbolType: "circle",
        },
      },
    },
  }, { title, subtitle: spanText(data, language), language });
  const shown = cells.length;
  const number = language.number(busiest.mean);
  return {
    name,
    title,
    spec,
    sentences: [
      language.say({
        en: `The busiest hour is ${language.weekday(busiest.weekday)}, ${busiest.hour}:00–${
          busiest.hour + 1
        }:00 UTC, with ${number} posts per hour.`,
        fr: `Le créneau le plus actif\u00a0: ${
          language.weekday(busiest.weekday)
        }, ${busiest.hour} h–${busiest.hour + 1} h UTC, avec ${number} ${
          busiest.mean < 2 ? "message" : "messages"
        } par heure.`,
      }),
      [
        shown < 168
          ? language.say({
            en: `${shown} of the week’s 168 hours ${
              shown === 1 ? "was" : "were"
            } observed with posts; the others are left empty.`,
            fr: `${shown} des 168 heures de la semaine ${
              shown === 1 ? "a" : "ont"
            } des messages observés\u00a0; les autres restent vides.`,
          })
          : language.say({
            en:
              "All 168 hours of the week have posts; each is averaged over the times it occurred.",
            fr:
              "Les 168 heures de la semaine ont des messages\u00a0; chacune est une moyenne de ses occurrences.",
          }),
        ...(scaled
          ? [language.say({
            en: "Hours that were observed in part are scaled to a whole one.",
            fr: "Les heures observées en partie sont ramenées à une heure entière.",
          })]
          : []),
      ].join(" "),
    ],
    table: {
      columns: [
        language.say({ en: "Weekday", fr: "Jour" }),
        language.say({ en: "Hour (UTC)", fr: "Heure (UTC)" }),
        perHour,
        language.say({ en: "Hours observed", fr: "Heures observées" }),
      ],
      rows: [...cells].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour)
        .map((
          { weekday, hour, mean, hours },
        ) => [
          ...[language.weekday(weekday), hour, round(mean), round(hours)],
        ]),
    },
  };
};

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
