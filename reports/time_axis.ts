import type { Language } from "./language.ts";
import type { ReportData } from "./report_data.ts";
import { HEIGHT, WARNING, WIDTH } from "./theme.ts";
import {
  endOf,
  floorTo,
  isThin,
  monthOf,
  startOfMonth,
  type Unit,
  wholeUnits,
} from "./time_buckets.ts";

/** The x axis: `start` in the data's unit, with unit and time zone in its title. */
function timeAxis(data: ReportData, language: Language, title = true) {
  const timeUnit = TIME_UNIT[data.unit];
  return {
    field: "start",
    type: "temporal",
    ...(timeUnit === undefined ? {} : { timeUnit }),
    scale: {
      type: "utc",
      // Vega-Lite reads numbers in an x domain as dates and in an x2 domain as numbers, and warns that they differ.
      domain: timeUnit === undefined ? { signal: JSON.stringify(domainOf(data)) } : domainOf(data),
      nice: false,
    },
    axis: {
      title: title ? axisTitle(data, language) : null,
      ...labelsOf(data),
      labelAngle: 0,
      labelOverlap: "greedy",
      labelSeparation: 14,
      labelFlush: false,
      grid: false,
      values: ticksOf(data),
      labels: title,
      ticks: title,
    },
  };
}

/** Horizontal encoding of a bar whose bucket {@linkcode placed} has placed. */
export function barAcross(data: ReportData, language: Language, title = true) {
  const axis = timeAxis(data, language, title);
  return isCalendar(data.unit)
    ? { x: { ...axis, field: "from" }, x2: { field: "until" } }
    : { x: axis };
}

/** Vertical start of a bar: Vega-Lite needs it once `x2` is given. */
export function barFoot({ unit }: ReportData) {
  return isCalendar(unit) ? { y2: { datum: 0 } } : {};
}

/** The middle of a bucket that {@linkcode placed} has placed. */
export function middleOf(data: ReportData, language: Language, title = true) {
  const axis = timeAxis(data, language, title);
  return isCalendar(data.unit) ? { ...axis, field: "centre" } : { ...axis, bandPosition: 0.5 };
}

/**
 * What a chart needs to know of a bucket's place. Vega draws minutes, hours and days from their start; weeks from
 * Monday and what is longer it is told in full, with half a pixel of air on each side where a bar has room for it.
 */
export function placed(data: ReportData, start: number) {
  if (!isCalendar(data.unit)) return { start };
  const [first, last] = domainOf(data);
  const end = endOf(data.unit, start);
  const air = isThinIn(data) ? 0 : (last - first) / WIDTH / 2;
  return { start, from: start + air, until: end - air, centre: (start + end) / 2 };
}

/** Whether the bars are too narrow for outlines, rounded ends and gaps. */
export function isThinIn({ unit, span }: ReportData): boolean {
  return span !== undefined && isThin(unit, span.from, span.to);
}

/** Undefined: Vega has no such unit, or another start for it. */
const TIME_UNIT: Readonly<Partial<Record<Unit, string>>> = {
  minute: "utcyearmonthdatehoursminutes",
  hour: "utcyearmonthdatehours",
  day: "utcyearmonthdate",
};

function isCalendar(unit: Unit): boolean {
  return TIME_UNIT[unit] === undefined;
}

/** How ticks are labelled: the year stands at the first tick and at the first of each new one, where there are several. */
function labelsOf(data: ReportData): { readonly format: string } | { readonly labelExpr: string } {
  if (data.unit === "minute" || data.unit === "hour") return { format: "%H:%M" };
  const [first, last] = domainOf(data);
  if (monthStep(data) >= 12) return { format: "%Y" };
  const format = monthStep(data) > 0 ? "%b" : "%-d %b";
  if (data.unit === "day" && yearOf(first) === yearOf(last - 1)) return { format };
  const ticks = ticksOf(data);
  const newYears = ticks.filter((at, i) => yearOf(at) !== yearOf(ticks[i - 1] ?? NaN));
  return {
    labelExpr: `indexof(${JSON.stringify(newYears)}, time(datum.value)) < 0 ` +
      `? utcFormat(datum.value, '${format}') ` +
      `: [utcFormat(datum.value, '${format}'), utcFormat(datum.value, '%Y')]`,
  };
}

const TICKS_MAX = 13;

/** At most about a dozen: in the middle of what they name, or where it begins. */
function ticksOf(data: ReportData): number[] {
  const [first, last] = domainOf(data);
  const months = monthStep(data);
  if (months > 0) return monthTicks(data, months);
  const length = endOf(data.unit, first) - first;
  const units = (last - first) / length;
  const steps = STEPS[data.unit] ?? [1];
  const step = length * (steps.find((step) => units / step <= TICKS_MAX) ?? 1);
  const ticks: number[] = [];
  const isDay = data.unit === "day" || data.unit === "week";
  const start = isDay ? first : Math.ceil(first / step) * step;
  for (let at = start; at <= last; at += step) {
    if (!isDay) ticks.push(at);
    // A day's name stands under its bar; a week is named by its Monday.
    else if (at < last) ticks.push(data.unit === "day" ? at + length / 2 : at);
  }
  return ticks;
}

/** Ticks where a calendar month, or every second, third, … begins; a month or year of its own bar under its middle. */
function monthTicks(data: ReportData, months: number): number[] {
  const [first, last] = domainOf(data);
  const own = data.unit === "month" && months === 1 || data.unit === "year" && months === 12;
  const ticks: number[] = [];
  const start = Math.ceil(monthOf(first) / months) * months;
  for (let month = start;; month += months) {
    const at = startOfMonth(month);
    if (at >= last) return ticks;
    if (at >= first) ticks.push(own ? (at + endOf(data.unit, at)) / 2 : at);
  }
}

/** Months between two ticks; 0: they are closer than that. */
function monthStep({ unit, span }: ReportData): number {
  const [first, last] = wholeUnits(unit, span?.from ?? 0, span?.to ?? 1);
  const months = (last - first) / (365.2425 / 12 * 86_400_000);
  const fine = STEPS[unit];
  if (fine !== undefined) {
    const units = (last - first) / (endOf(unit, first) - first);
    if (fine.some((step) => units / step <= TICKS_MAX)) return 0;
  }
  const steps = MONTH_STEPS.filter((step) => unit !== "year" || step >= 12);
  return steps.find((step) => months / step <= TICKS_MAX) ??
    Math.ceil(months / 12 / TICKS_MAX / 100) * 1_200;
}

const STEPS: Readonly<Partial<Record<Unit, readonly number[]>>> = {
  minute: [1, 2, 5, 10, 15, 30],
  hour: [1, 2, 3, 6],
  day: [1, 2, 7, 14],
  week: [1, 2],
};
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200];

/** Domain in whole units, so that the first and last bar are as wide as the others. */
function domainOf({ span, unit }: ReportData): readonly [number, number] {
  return span === undefined ? [0, endOf(unit, 0)] : wholeUnits(unit, span.from, span.to);
}

function yearOf(time: number): number {
  return new Date(time).getUTCFullYear();
}

function axisTitle({ unit, span }: ReportData, language: Language): string {
  if (unit === "week") {
    return language.say({
      en: "Week, from Monday (UTC)",
      fr: "Semaine, à partir du lundi (UTC)",
    });
  }
  const name = language.say(PER_UNIT[unit]);
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} (UTC)`;
  if (unit !== "hour" && unit !== "minute") return title;
  const [from, to] = [span?.from ?? 0, (span?.to ?? 1) - 1];
  const days = [language.date(from)];
  if (floorTo("day", from) !== floorTo("day", to)) days.push(language.date(to));
  return `${title}, ${days.join(" – ")}`;
}

/** The span in words, with the number of posts left out. */
export function spanText({ span, outside = 0 }: ReportData, language: Language): string {
  if (span === undefined) return "";
  const [from, to] = [language.dateAndTime(span.from), language.dateAndTime(span.to)];
  const text = language.say({ en: `${from} to ${to} UTC`, fr: `du ${from} au ${to} UTC` });
  if (outside === 0) return text;
  const n = language.number(outside);
  const left = outside === 1
    ? { en: `${n} post far outside is left out`, fr: `${n} message très éloigné est omis` }
    : { en: `${n} posts far outside are left out`, fr: `${n} messages très éloignés sont omis` };
  return `${text}; ${language.say(left)}`;
}

/** The name of a bucket in a sentence. */
export function bucketText(start: number, unit: Unit, language: Language): string {
  switch (unit) {
    case "minute":
    case "hour":
      return `${language.clock(start)} UTC`;
    case "day":
      return language.date(start);
    case "week": {
      const monday = language.date(start);
      return language.say({ en: `the week of ${monday}`, fr: `la semaine du ${monday}` });
    }
    case "month":
      return language.month(start);
    case "quarter": {
      const quarter = monthOf(start) % 12 / 3 + 1;
      return language.say({
        en: `Q${quarter} ${yearOf(start)}`,
        fr: `T${quarter} ${yearOf(start)}`,
      });
    }
    case "year":
      return String(yearOf(start));
    default:
      return unit satisfies never;
  }
}

/** The name of a bucket with its preposition. */
export function atBucket(start: number, unit: Unit, language: Language): string {
  return `${language.say(PREPOSITIONS[unit])} ${bucketText(start, unit, language)}`;
}

type Word = { readonly en: string; readonly fr: string };

const PREPOSITIONS: Readonly<Record<Unit, Word>> = {
  minute: { en: "at", fr: "à" },
  hour: { en: "at", fr: "à" },
  day: { en: "on", fr: "le" },
  week: { en: "in", fr: "pendant" },
  month: { en: "in", fr: "en" },
  quarter: { en: "in", fr: "au" },
  year: { en: "in", fr: "en" },
};

export const PER_UNIT: Readonly<Record<Unit, Word>> = {
  minute: { en: "minute", fr: "minute" },
  hour: { en: "hour", fr: "heure" },
  day: { en: "day", fr: "jour" },
  week: { en: "week", fr: "semaine" },
  month: { en: "month", fr: "mois" },
  quarter: { en: "quarter", fr: "trimestre" },
  year: { en: "year", fr: "année" },
};

/** Layers that mark interruptions of the source: a band, and a triangle above it. */
export function gapLayers(data: ReportData, height = HEIGHT): unknown[] {
  if (data.gaps.length === 0) return [];
  const values = marksOf(data);
  return [
    {
      data: { values },
      mark: {
        type: "rect",
        fill: WARNING,
        fillOpacity: 0.1,
        stroke: WARNING,
        strokeOpacity: 0.55,
        strokeDash: [3, 3],
        strokeWidth: 1,
      },
      encoding: {
        x: { field: "from", type: "temporal" },
        x2: { field: "to" },
        y: { value: 0 },
        y2: { value: height },
      },
    },
    {
      data: { values },
      mark: { type: "text", fontSize: 13, color: WARNING, dy: -8, baseline: "bottom" },
      encoding: {
        x: { field: "middle", type: "temporal" },
        y: { value: 6 },
        text: { field: "sign", type: "nominal" },
      },
    },
  ];
}

const MARK_PX = 10;

/** Merges interruptions whose triangles would overlap; the mark is filled if one of them is not filled in. */
function marksOf(data: ReportData) {
  const [first, last] = domainOf(data);
  const within = data.gaps.map(({ from, to, filled }) => ({
    from: Math.max(from, first),
    to: Math.min(to, last),
    filled,
  })).sort((a, b) => a.from - b.from);
  const near = (last - first) / WIDTH * MARK_PX;
  const marks: { from: number; to: number; filled: boolean }[] = [];
  for (const gap of within) {
    const before = marks.at(-1);
    if (before === undefined || (gap.from + gap.to) / 2 - (before.from + before.to) / 2 > near) {
      marks.push(gap);
    } else {
      before.to = Math.max(before.to, gap.to);
      before.filled &&= gap.filled;
    }
  }
  return marks.map(({ from, to, filled }) => ({
    from,
    to,
    middle: (from + to) / 2,
    sign: filled ? "△" : "▲",
  }));
}

/** Explains the triangles; empty if there are none. */
export function gapNote(data: ReportData, language: Language): readonly string[] {
  if (data.gaps.length === 0) return [];
  const open = data.gaps.some(({ filled }) => !filled);
  const filled = data.gaps.some(({ filled }) => filled);
  const parts = [
    open
      ? language.say({
        en: "▲ not collected, or in part: posts may be missing",
        fr: "▲ non collecté, ou en partie : des messages peuvent manquer",
      })
      : "",
    filled
      ? language.say({
        en: "△ interrupted, filled in since",
        fr: "△ interrompue, comblée depuis",
      })
      : "",
  ].filter((part) => part !== "");
  return [parts.join("   ")];
}
