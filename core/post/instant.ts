/**
 * A date with a time, as ISO 8601 and RFC 3339 write it and as programs spell it: `T`, `t` or a space; seconds and any
 * fraction of them may be missing; `Z`, `z`, `+HH:MM`, `+HHMM`, `+HH`, or no offset.
 */
const ISO_8601 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?$/;
/** Years that ISO 8601 writes with four digits, and PostgreSQL reads. */
const FIRST = Date.parse("0001-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");
const MINUTE_MS = 60_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads an instant, ms since 1970; NaN if the text is none. Digits below a millisecond are cut off.
 *
 * Producer and consumer read instants here and nowhere else. `Date.parse` is unfit: it reads 30 February as 2 March,
 * and accepts spellings that other programs reject.
 *
 * @param withoutOffset `utc`: a text without an offset is UTC; by default it is NaN.
 */
export function readInstant(text: string, withoutOffset?: "utc"): number {
  const parts = ISO_8601.exec(text);
  if (parts === null) return NaN;
  const [, years, months, days, hours, minutes, seconds = "0", fraction = "", z, sign] = parts;
  if (z === undefined && sign === undefined && withoutOffset !== "utc") return NaN;
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const [offsetHours, offsetMinutes] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  // 24:00 is the end of a day.
  const isTime = minute <= 59 && second <= 59 &&
    (hour <= 23 || (hour === 24 && minute + second + Number(fraction) === 0));
  if (!isDay || !isTime || offsetHours > 23 || offsetMinutes > 59) return NaN;
  const offset = (sign === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * MINUTE_MS;
  // Computed 400 years later: `Date.UTC` reads the years 0 to 99 as 1900 to 1999.
  const time = Date.UTC(year + 400, month - 1, day, hour, minute, second, ms) - CYCLE_MS - offset;
  return time >= FIRST && time <= LAST ? time : NaN;
}

/** Length of 400 years, after which the calendar repeats itself. */
const CYCLE_MS = 146_097 * 86_400_000;

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : DAYS[month - 1] ?? 0;
}
