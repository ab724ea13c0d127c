import type { LocaleCode } from "../../../core/dashboard/page_protocol.ts";
import { en, type Messages } from "../messages/en.ts";
import { fr } from "../messages/fr.ts";

/** The page's language: its messages, and how it writes numbers, times and names of languages. */
export interface Locale {
  readonly code: LocaleCode;
  readonly messages: Messages;
  count(value: number): string;
  share(value: number): string;
  /** A time of day (ms since 1970), with its date if that is not today, and its year if that is not this year. */
  time(at: number): string;
  /** The same, always with its date. */
  moment(at: number): string;
  /** Start and end of a step. */
  span(from: number, to: number): string;
  /** A length of time, ms, in its largest unit. */
  length(ms: number): string;
  /** The name of a BCP 47 tag. */
  language(tag: string): string;
}

/** Messages and formats of a language. */
export function localeOf(code: LocaleCode): Locale {
  const formats = code === "fr" ? "fr" : "en-GB";
  const messages = code === "fr" ? fr : en;
  const counts = new Intl.NumberFormat(formats, { maximumFractionDigits: 1 });
  const shares = new Intl.NumberFormat(formats, { style: "percent", maximumFractionDigits: 0 });
  const clock = new Intl.DateTimeFormat(formats, { hour: "2-digit", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(formats, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const otherYear = new Intl.DateTimeFormat(formats, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const names = new Intl.DisplayNames(formats, { type: "language", fallback: "code" });
  const moment = (at: number) =>
    (new Date(at).getFullYear() === new Date().getFullYear() ? dated : otherYear).format(at);
  const time = (at: number) =>
    new Date(at).toDateString() === new Date().toDateString() ? clock.format(at) : moment(at);
  return {
    code,
    messages,
    count: (value) => counts.format(value),
    share: (value) => shares.format(value),
    time,
    moment,
    span: (from, to) => to - from <= 60_000 ? time(from) : `${time(from)} – ${clock.format(to)}`,
    length: (ms) => lengthOf(ms, code),
    language: (tag) => languageName(tag, names, messages),
  };
}

/** The browser's time zone. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Fills `{name}` in a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

function languageName(tag: string, names: Intl.DisplayNames, messages: Messages): string {
  if (tag === "und") return messages.noLanguage;
  if (tag === "mul") return messages.multipleLanguages;
  try {
    const name = names.of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase() + name.slice(1);
  } catch {
    // Servers pass on what people typed; DisplayNames throws for what is no BCP 47 tag.
    return tag;
  }
}

const UNITS = [["day", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const;

function lengthOf(ms: number, code: LocaleCode): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * 2) ?? ["s", 1] as const;
  const name = unit === "day" ? (code === "fr" ? "j" : "d") : unit;
  // A no-break space keeps number and unit on one line.
  return `${Math.round(seconds / size)}\u00a0${name}`;
}
