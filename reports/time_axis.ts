import type { Language } from "./language.ts";
import { type ReportData, type Unit, UNIT_MS } from "./report_data.ts";
import { HEIGHT, WARNING } from "./theme.ts";

/** `start` along the bottom, in the data's unit, with unit and zone named. */
export function timeAxis(data: ReportData, language: Language, title = true) {
  const { unit } = data;
  return {
    field: "start",
    type: "temporal",
    timeUnit: TIME_UNIT[unit],
    scale: { type: "utc", domain: domainOf(data), nice: false },
    axis: {
      title: title ? axisTitle(data, language) : null,
      format: unit === "day" ? "%-d %b" : "%H:%M",
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

const TIME_UNIT: Readonly<Record<Unit, string>> = {
  minute: "utcyearmonthdatehoursminutes",
  hour: "utcyearmonthdatehours",
  day: "utcyearmonthdate",
};

/** At most about a dozen: days at their middle, hours and minutes where they begin. */
function ticksOf(data: ReportData): number[] {
  const [first, last] = domainOf(data);
  const length = UNIT_MS[data.unit];
  const steps = STEPS[data.unit];
  const units = (last - first) / length;
  const step = length * (steps.find((step) => units / step <= 13) ?? Math.ceil(units / 13));
  const ticks: number[] = [];
  const start = data.unit === "day" ? first : Math.ceil(first / step) * step;
  for (let at = start; at <= last; at += step) {
    if (data.unit !== "day") ticks.push(at);
    else if (at < last) ticks.push(at + length / 2);
  }
  return ticks;
}

const STEPS: Readonly<Record<Unit, readonly number[]>> = {
  minute: [1, 2, 5, 10, 15, 30],
  hour: [1, 2, 3, 6],
  day: [1, 2, 7, 14],
};

/** Whole units, so that the first and last bar are as wide as the rest. */
export function domainOf({ span, unit }: ReportData): readonly [number, number] {
  const length = UNIT_MS[unit];
  const { from, to } = span ?? { from: 0, to: length };
  return [Math.floor(from / length) * length, Math.ceil(to / length) * length];
}

function axisTitle({ unit, span }: ReportData, language: Language): string {
  if (unit === "day") return language.say({ en: "Day (UTC)", fr: "Jour (UTC)" });
  const day = language.date(span?.from ?? 0);
  const words = unit === "hour" ? { en: "Hour", fr: "Heure" } : { en: "Minute", fr: "Minute" };
  return `${language.say(words)} (UTC), ${day}`;
}

/** From when to when, and on what. */
export function spanText({ span }: ReportData, language: Language): string {
  if (span === undefined) return "";
  const [from, to] = [language.dateAndTime(span.from), language.dateAndTime(span.to)];
  return language.say({ en: `${from} to ${to} UTC`, fr: `du ${from} au ${to} UTC` });
}

/** The name of a bucket in a sentence. */
export function bucketText(start: number, unit: Unit, language: Language): string {
  if (unit === "day") return language.date(start);
  return `${language.clock(start)} UTC`;
}

/** The same with its preposition. */
export function atBucket(start: number, unit: Unit, language: Language): string {
  const prepositions = unit === "day" ? { en: "on", fr: "le" } : { en: "at", fr: "à" };
  return `${language.say(prepositions)} ${bucketText(start, unit, language)}`;
}

export const PER_UNIT: Readonly<Record<Unit, { readonly en: string; readonly fr: string }>> = {
  minute: { en: "minute", fr: "minute" },
  hour: { en: "hour", fr: "heure" },
  day: { en: "day", fr: "jour" },
};

/** Layers that mark where the source was interrupted: a hatch-like band, and a triangle above it. */
export function gapLayers(data: ReportData, height = HEIGHT): unknown[] {
  if (data.gaps.length === 0) return [];
  const [first, last] = domainOf(data);
  const values = data.gaps.map(({ from, to, filled }) => ({
    from: Math.max(from, first),
    to: Math.min(to, last),
    middle: (Math.max(from, first) + Math.min(to, last)) / 2,
    sign: filled ? "△" : "▲",
  }));
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

/** What the triangles mean; nothing where there are none. */
export function gapNote(data: ReportData, language: Language): readonly string[] {
  if (data.gaps.length === 0) return [];
  const open = data.gaps.some(({ filled }) => !filled);
  const filled = data.gaps.some(({ filled }) => filled);
  const parts = [
    open
      ? language.say({
        en: "▲ source interrupted: posts may be missing",
        fr: "▲ source interrompue : des messages peuvent manquer",
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
