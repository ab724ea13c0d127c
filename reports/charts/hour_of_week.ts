import type { ChartDefinition } from "../chart.ts";
import { labelExpression } from "../label_expression.ts";
import { noPosts } from "../empty_chart.ts";
import { framed, WIDTH } from "../theme.ts";
import { spanText } from "../time_axis.ts";

/** Posts by hour of the week: larger and darker is more. */
export const hourOfWeek: ChartDefinition = (data, language) => {
  const name = "activity_by_hour_of_week";
  const title = language.say({
    en: "Activity by hour of the week",
    fr: "Activité par heure de la semaine",
  });
  const cells = data.week.map((cell) => ({ ...cell, mean: cell.toots / cell.hours }));
  const [some] = cells;
  if (data.span === undefined || some === undefined) return noPosts(name, title, language);
  const busiest = cells.reduce((a, b) => b.mean > a.mean ? b : a, some);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => language.weekday(day));
  const names = labelExpression(["", ...weekdays]);
  const perHour = language.say({ en: "Posts per hour", fr: "Messages par heure" });
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
          format: ",.0f",
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
          format: ",.0f",
          tickCount: 4,
          symbolType: "circle",
        },
      },
    },
  }, { title, subtitle: spanText(data, language), language });
  const partial = new Set(cells.map(({ weekday, hour }) => weekday * 24 + hour)).size;
  return {
    name,
    title,
    spec,
    sentences: [
      language.say({
        en: `The busiest hour is ${
          language.weekday(busiest.weekday)
        } from ${busiest.hour}:00 UTC, with ${language.number(busiest.mean)} posts on average.`,
        fr: `L’heure la plus active est le ${
          language.weekday(busiest.weekday)
        } à partir de ${busiest.hour} h UTC, avec ${
          language.number(busiest.mean)
        } messages en moyenne.`,
      }),
      partial < 168
        ? language.say({
          en: `${partial} of the week’s 168 hours have posts; the others are left empty.`,
          fr:
            `${partial} des 168 heures de la semaine ont des messages ; les autres restent vides.`,
        })
        : language.say({
          en: "All 168 hours of the week have posts; each is averaged over the times it occurred.",
          fr:
            "Les 168 heures de la semaine ont des messages ; chacune est une moyenne de ses occurrences.",
        }),
    ],
    table: {
      columns: [
        language.say({ en: "Weekday", fr: "Jour" }),
        language.say({ en: "Hour (UTC)", fr: "Heure (UTC)" }),
        perHour,
      ],
      rows: [...cells].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour)
        .map((
          { weekday, hour, mean },
        ) => [language.weekday(weekday), hour, Math.round(mean * 10) / 10]),
    },
  };
};
