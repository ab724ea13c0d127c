/** The languages that reports are written in. */
export type LocaleCode = "en" | "fr";

/** A text in each language. */
export type Texts = Readonly<Record<LocaleCode, string>>;

/** Texts and formats of one language; dates and hours are UTC. */
export class Language {
  readonly locale: LocaleCode;
  readonly #number: Intl.NumberFormat;
  readonly #names: Intl.DisplayNames;

  constructor(locale: LocaleCode) {
    this.locale = locale;
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.#names = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });
  }

  say(texts: Texts): string {
    return this.locale === "fr" ? withFrenchSpaces(texts.fr) : texts.en;
  }

  /** At most one decimal, and none from a thousand on. */
  number(value: number): string {
    return this.#number.format(Math.abs(value) < 1_000 ? value : Math.round(value));
  }

  /** A share (0 to 1) as a percentage, with a decimal near 0 and 100; shows 0 and 100 only for exactly these. */
  percent(share: number): string {
    const percent = share * 100;
    const digits = percent > 0 && percent < 10 || percent > 99 && percent < 100 ? 1 : 0;
    const shown = percent > 0 && percent < 0.1
      ? 0.1
      : percent > 99.9 && percent < 100
      ? 99.9
      : percent;
    const text = shown.toLocaleString(this.locale, { maximumFractionDigits: digits });
    return (percent > 0 && percent < 0.1 ? "< " : percent > 99.9 && percent < 100 ? "> " : "") +
      text + (this.locale === "fr" ? "\u202f%" : "%");
  }

  date(time: number): string {
    return this.#time(time, { day: "numeric", month: "long", year: "numeric" });
  }

  month(time: number): string {
    return this.#time(time, { month: "long", year: "numeric" });
  }

  dateAndTime(time: number): string {
    const day = this.#time(time, { day: "numeric", month: "short", year: "numeric" });
    return `${day} ${this.clock(time)}`;
  }

  clock(time: number): string {
    return this.#time(time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** 1 Monday … 7 Sunday. */
  weekday(day: number, style: "short" | "long" = "long"): string {
    // 2024-01-01 was a Monday.
    return this.#time(Date.UTC(2024, 0, day), { weekday: style });
  }

  /** The name of a BCP 47 tag; the tag itself if it has none. */
  languageName(tag: string): string {
    if (tag === "und") return this.say({ en: "not stated", fr: "non indiquée" });
    try {
      return this.#names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  #time(time: number, options: Intl.DateTimeFormatOptions): string {
    return new Date(time).toLocaleString(this.locale === "en" ? "en-GB" : "fr-FR", {
      ...options,
      timeZone: "UTC",
    });
  }
}

/** No-break spaces where French has them, so that no line begins with a colon or a percent sign. */
function withFrenchSpaces(text: string): string {
  return text.replace(/[ \u00a0]([:;!?»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}

/** Number and time formats of Vega's axes: https://d3js.org/d3-format and d3-time-format, as locale files say. */
export const VEGA_LOCALE = {
  en: {
    number: { decimal: ".", thousands: ",", grouping: [3], currency: ["$", ""] },
    time: {
      dateTime: "%x, %X",
      date: "%-d/%-m/%Y",
      time: "%H:%M:%S",
      periods: ["AM", "PM"],
      days: names("en", "weekday", "long"),
      shortDays: names("en", "weekday", "short"),
      months: names("en", "month", "long"),
      shortMonths: names("en", "month", "short"),
    },
  },
  fr: {
    number: {
      decimal: ",",
      thousands: "\u202f",
      grouping: [3],
      currency: ["", "\u00a0€"],
      percent: "\u202f%",
    },
    time: {
      dateTime: "%A %e %B %Y à %X",
      date: "%d/%m/%Y",
      time: "%H:%M:%S",
      periods: ["AM", "PM"],
      days: names("fr", "weekday", "long"),
      shortDays: names("fr", "weekday", "short"),
      months: names("fr", "month", "long"),
      shortMonths: names("fr", "month", "short"),
    },
  },
};

function names(locale: LocaleCode, what: "weekday" | "month", style: "long" | "short"): string[] {
  return Array.from({ length: what === "month" ? 12 : 7 }, (_, i) => {
    // 2023-01-01 was a Sunday, the first day of d3's weeks.
    const time = what === "month" ? Date.UTC(2023, i, 1) : Date.UTC(2023, 0, 1 + i);
    return new Date(time).toLocaleString(locale, { [what]: style, timeZone: "UTC" });
  });
}
