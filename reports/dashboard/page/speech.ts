import { en } from "../words/en.ts";
import { fr } from "../words/fr.ts";
import type { Words } from "../words/words.ts";

/** The page's language: its words, and how it writes numbers, times and names of languages. */
export interface Speech {
  readonly locale: "en" | "fr";
  readonly words: Words;
  count(value: number): string;
  share(value: number): string;
  /** A time of day, with the day where it is not today's, and its year where it is not this one; ms since 1970. */
  time(at: number): string;
  /** The same with its day always. */
  moment(at: number): string;
  /** The times of a step. */
  span(from: number, to: number): string;
  /** A length of time, ms, in its largest unit. */
  length(ms: number): string;
  language(code: string): string;
}

/** The speech of a locale. */
export function speechOf(locale: "en" | "fr"): Speech {
  const tag = locale === "fr" ? "fr" : "en-GB";
  const words = locale === "fr" ? fr : en;
  const counts = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const shares = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
  const clock = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const otherYear = new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const names = new Intl.DisplayNames(tag, { type: "language", fallback: "code" });
  const moment = (at: number) =>
    (new Date(at).getFullYear() === new Date().getFullYear() ? dated : otherYear).format(at);
  const time = (at: number) =>
    new Date(at).toDateString() === new Date().toDateString() ? clock.format(at) : moment(at);
  return {
    locale,
    words,
    count: (value) => counts.format(value),
    share: (value) => shares.format(value),
    time,
    moment,
    span: (from, to) => to - from <= 60_000 ? time(from) : `${time(from)} – ${clock.format(to)}`,
    length: (ms) => lengthOf(ms, locale),
    language: (code) => languageName(code, names, words),
  };
}

/** Fills `{name}` in a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

function languageName(code: string, names: Intl.DisplayNames, words: Words): string {
  if (code === "und") return words.noLanguage;
  try {
    const name = names.of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase() + name.slice(1);
  } catch {
    // Servers send what people typed; the names know BCP 47 only.
    return code;
  }
}

const UNITS = [["day", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const;

function lengthOf(ms: number, locale: "en" | "fr"): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * 2) ?? ["s", 1] as const;
  const name = unit === "day" ? (locale === "fr" ? "j" : "d") : unit;
  // A no-break space: the unit must not stand alone in the next line.
  return `${Math.round(seconds / size)}\u00a0${name}`;
}
