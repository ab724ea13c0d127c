/** Lengths of buckets; all in UTC, weeks from Monday (as in PostgreSQL's date_trunc). */
export type Unit = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Width of a chart's plot, px. */
export const PLOT_WIDTH = 760;
/** A bar and its gap are at least this wide, px: narrower bars blur into the gaps. */
const BAR_MIN_PX = 4;
/** Bars narrower than this, px, are drawn without outline and gap, which would cover most of them. */
const OUTLINE_MIN_PX = 8;

/** The unit for a span `[from, to)` (ms since 1970): the shortest whose bars are wide enough to be seen. */
export function unitFor(from: number, to: number, width = PLOT_WIDTH): Unit {
  if (to - from <= 2 * HOUR) return "minute";
  if (floorTo("day", from) === floorTo("day", to - 1)) return "hour";
  const units = ["day", "week", "month", "quarter"] as const;
  return units.find((unit) => countOf(unit, from, to) <= width / BAR_MIN_PX) ?? "year";
}

/** Whether bars of `unit` over this span are too narrow for an outline or a gap. */
export function isThin(unit: Unit, from: number, to: number, width = PLOT_WIDTH): boolean {
  return width / countOf(unit, from, to) < OUTLINE_MIN_PX;
}

/** Whole units that cover `[from, to)`, at least one. */
export function countOf(unit: Unit, from: number, to: number): number {
  const [first, last] = wholeUnits(unit, from, to);
  switch (unit) {
    case "minute":
      return (last - first) / MINUTE;
    case "hour":
      return (last - first) / HOUR;
    case "day":
      return (last - first) / DAY;
    case "week":
      return (last - first) / (7 * DAY);
    case "month":
    case "quarter":
    case "year":
      return (monthOf(last) - monthOf(first)) / MONTHS[unit];
    default:
      return unit satisfies never;
  }
}

/** `[from, to)` widened to whole units, at least one. */
export function wholeUnits(unit: Unit, from: number, to: number): readonly [number, number] {
  const first = floorTo(unit, from);
  const floored = floorTo(unit, to);
  return [first, floored < to || floored === first ? endOf(unit, floored) : floored];
}

/** Start of the unit that `time` lies in. */
export function floorTo(unit: Unit, time: number): number {
  switch (unit) {
    case "minute":
      return Math.floor(time / MINUTE) * MINUTE;
    case "hour":
      return Math.floor(time / HOUR) * HOUR;
    case "day":
      return Math.floor(time / DAY) * DAY;
    case "week":
      // 1970-01-01 was a Thursday: the Monday before it is day -3.
      return (Math.floor((Math.floor(time / DAY) + 3) / 7) * 7 - 3) * DAY;
    case "month":
    case "quarter":
    case "year":
      return startOfMonth(Math.floor(monthOf(time) / MONTHS[unit]) * MONTHS[unit]);
    default:
      return unit satisfies never;
  }
}

/** End of the unit that begins at `start`. */
export function endOf(unit: Unit, start: number): number {
  switch (unit) {
    case "minute":
      return start + MINUTE;
    case "hour":
      return start + HOUR;
    case "day":
      return start + DAY;
    case "week":
      return start + 7 * DAY;
    case "month":
    case "quarter":
    case "year":
      return startOfMonth(monthOf(start) + MONTHS[unit]);
    default:
      return unit satisfies never;
  }
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** Months since January of year 0. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function startOfMonth(month: number): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
}
