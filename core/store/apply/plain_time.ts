/** Bytes of `2026-01-15T18:00:02.888Z`. */
export const PLAIN_TIME = 24;
const ZERO = 0x30;
/** February's 29th day is left to others. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The time that stands at a place, in ms since 1970, where it is written as `toISOString()` writes it, lies in the years
 * from 0100 to 9999 and not on a leap day; NaN for every other text.
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
  // NaN, where there are no digits, is neither more nor less.
  const possible = year >= 100 && month >= 1 && day >= 1 && day <= (DAYS[month - 1] ?? 0) &&
    hour <= 23 && minute <= 59 && second <= 59 && hundredths >= 0 && isDigit(thousandth);
  if (!possible || !isPunctuated(from, at)) return NaN;
  const ms = 10 * hundredths + thousandth - ZERO;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

/** The number of two digits; NaN where they are none. */
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
