import { readInstant } from "../../post/instant.ts";

const ZERO = 0x30;
const [DASH, DOT, COLON, PLUS, LETTER_T, LETTER_Z] = [0x2d, 0x2e, 0x3a, 0x2b, 0x54, 0x5a];
/** Bytes of `2026-01-15T18:00:02`. */
const SECONDS_END = 19;
/** Days from the first of March of the year 0 to 1970. */
const TO_1970 = 719_468;
/** Without leap days: they are left to the parser of other times. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const latin1 = new TextDecoder("latin1");

/** An instant in ASCII or UTF-8, ms since 1970, as {@linkcode readInstant} reads it; NaN where it is none. */
export function instantIn(from: Uint8Array, start: number, end: number): number {
  const time = plainTime(from, start, end);
  // A character past ASCII makes both readings of the bytes NaN.
  return Number.isNaN(time) ? readInstant(latin1.decode(from.subarray(start, end))) : time;
}

/**
 * Reads the spellings of most JSON libraries: `2026-01-15T18:00:02`, a fraction of any length or none, `Z` or `+00:00`. NaN for
 * every other text, for years before 0100 and from 9999 on, and for leap days.
 */
function plainTime(from: Uint8Array, at: number, end: number): number {
  const year = 100 * two(from, at) + two(from, at + 2);
  const month = two(from, at + 5);
  const day = two(from, at + 8);
  const hour = two(from, at + 11);
  const minute = two(from, at + 14);
  const second = two(from, at + 17);
  // Without digits the values are NaN, and each comparison is false.
  const possible = year >= 100 && year < 9999 && month >= 1 && month <= 12 && day >= 1 &&
    day <= DAYS[month - 1]! && hour <= 23 && minute <= 59 && second <= 59;
  if (!possible || !isPunctuated(from, at)) return NaN;
  const minutes = (daysOf(year, month) + day - 1) * 1_440 + hour * 60 + minute;
  let ms = 0;
  let next = at + SECONDS_END;
  if (from[next] === DOT) {
    const fraction = ++next;
    for (let worth = 100; isDigit(from[next] ?? 0); next++) {
      ms += worth * (from[next]! - ZERO);
      worth = worth === 1 ? 0 : worth / 10;
    }
    if (next === fraction) return NaN;
  }
  const offset = offsetAt(from, next, end);
  return (minutes - offset) * 60_000 + second * 1_000 + ms;
}

/** The minutes of `Z` or `+01:00`, which must end the text; NaN for others. */
function offsetAt(from: Uint8Array, at: number, end: number): number {
  const sign = from[at];
  if (sign === LETTER_Z) return at + 1 === end ? 0 : NaN;
  if ((sign !== PLUS && sign !== DASH) || from[at + 3] !== COLON || at + 6 !== end) return NaN;
  const [hours, minutes] = [two(from, at + 1), two(from, at + 4)];
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes);
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
  return from[at + 4] === DASH && from[at + 7] === DASH && from[at + 10] === LETTER_T &&
    from[at + 13] === COLON && from[at + 16] === COLON;
}
