import { changeset, parse, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { Palette } from "./theme.ts";
import { withColours } from "./theme.ts";

/** Rows by data set. */
export type ChartData = Readonly<Record<string, readonly object[]>>;
export type Signals = Readonly<Record<string, number>>;

const NUMBERS = {
  en: { decimal: ".", thousands: ",", grouping: [3], currency: ["", ""] as [string, string] },
  fr: {
    ...{ decimal: ",", thousands: "\u202f", grouping: [3], percent: "\u202f%" },
    currency: ["", ""] as [string, string],
  },
};

/** Names of months and days from the browser, as a Vega locale. */
function timeLocale(tag: string) {
  const name = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
    return (month: number, day: number) => format.format(Date.UTC(2023, month, day));
  };
  const months = (style: "long" | "short") =>
    Array.from({ length: 12 }, (_, month) => name({ month: style })(month, 1));
  // 1 January 2023 was a Sunday.
  const days = (style: "long" | "short") =>
    Array.from({ length: 7 }, (_, day) => name({ weekday: style })(0, day + 1));
  return {
    dateTime: "%x, %X",
    date: "%d/%m/%Y",
    time: "%H:%M:%S",
    periods: ["AM", "PM"],
    days: days("long"),
    shortDays: days("short"),
    months: months("long"),
    shortMonths: months("short"),
  };
}

/** A view of a compiled chart. Expressions run in Vega's interpreter, since the page's policy forbids `eval`. */
export function makeView(
  spec: Spec,
  { palette, tag, container }: { palette: Palette; tag: "en" | "fr"; container?: HTMLElement },
): View {
  const runtime = parse(withColours(spec, palette), undefined, { ast: true });
  const options = {
    expr: expressionInterpreter,
    renderer: container === undefined ? "none" as const : "canvas" as const,
    hover: false,
    locale: { number: NUMBERS[tag], time: timeLocale(tag) },
    tooltip: () => {},
  };
  // Vega's types lack some forms of `locale` and `expr`.
  const view = new View(runtime, options as unknown as ConstructorParameters<typeof View>[1]);
  if (container !== undefined) view.initialize(container);
  return view;
}

/** Sets data and signals of a view, and draws it. */
export async function update(view: View, data: ChartData, signals: Signals): Promise<void> {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) {
    view.change(name, changeset().remove(() => true).insert([...rows]));
  }
  await view.runAsync();
}
