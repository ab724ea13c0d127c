/** Bytes of `2026-01-15T18:00:02.888Z`. */
export const PLAIN_TIME = 24;
const ZERO = 0x30;
/** Days from the first of March of the year 0 to 1970. */
const TO_1970 = 719_468;
/** Without leap days: they are left to the parser of other times. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a time as `toISOString()` writes it, in ms since 1970. NaN for every other text, for years before 0100, and for leap
 * days.
 */
export function plainTime(from: Uint8Array, at: number): number {
  const year = 100 * two(from, at) + two(from, at + 2);
  const month = two(from, at + 5);
  const day = two(from, at + 8);
  const hour = two(from, at + 11);
  const minute = two(from, at + 14);
  const second = two(from, at + 17);
  const hundredths = two(from, at + 20);
  const thousandth = from[at + 22] ?? 0;
  // Without digits the values are NaN, and each comparison is false.
  const possible = year >= 100 && month >= 1 && day >= 1 && day <= (DAYS[month - 1] ?? 0) &&
    hour <= 23 && minute <= 59 && second <= 59 && hundredths >= 0 && isDigit(thousandth);
  if (!possible || !isPunctuated(from, at)) return NaN;
  const ms = 10 * hundredths + thousandth - ZERO;
  const minutes = (daysOf(year, month) + day - 1) * 1_440 + hour * 60 + minute;
  return minutes * 60_000 + second * 1_000 + ms;
}

/** Days from 1970 to the first of a month; `Date.UTC` would take as long as everything else here. */
function daysOf(year: number, month: number): number {
  // Years begin in March, so that a leap day is the last day.
  const years = month <= 2 ? year - 1 : year;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const days = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return 365 * years + leapDays + days - TO_1970;
}

/** The number that two digits make; NaN for other characters. */
function two(from: Uint8Array, at: number): number {
  const high = from[at] ?? 0;
  const low = from[at + 1] ?? 0;
  return isDigit(high) && isDigit(low) ? 10 * (high - ZERO) + low - ZERO : NaN;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

function isPunctuated(from: Uint8Array, at: number): boolean {
  return from[at + 4] === 0x2d && from[at + 7] === 0x2d && from[at + 10] === 0x54 &&
    from[at + 13] === 0x3a && from[at + 16] === 0x3a && from[at + 19] === 0x2e &&
    from[at + 23] === 0x5a;
}
