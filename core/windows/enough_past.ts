/**
 * When a count is usual, and when it rises: one rule for the page, the report and the batch job (in SQL by
 * {@linkcode risingSql}).
 *
 * - Of a range, the newest quarter, at most a day, is compared with what lies before it.
 * - An expected count needs a past of which at least half was observed. A pipeline that has just started has not observed
 *   the time before; that is not a time without posts. What was observed says `masto.observed_stretches`.
 * - A hashtag rises if it is used in five posts or more, clearly more than expected (a count varies by about its square
 *   root), and not less than in an equally long time right before: else it is falling.
 * - An expected count below one is too small to compare with: "3 times" of it means nothing.
 */

/** The share of the past that must have been observed. */
export const ENOUGH_SHARE = 0.5;
/** A hashtag of fewer posts does not rise. */
const RISING_POSTS = 5;
/** How many times the square root of the expected count, and one, a count must exceed it by. */
const CLEARLY = 2;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Longer ones are counted in whole hours, by `masto.hashtag_periods` from those of the batch job, shorter ones from posts. */
export const POSTS_MAX_MS = 12 * HOUR_MS;

/** What rising hashtags are measured on; ms since 1970. */
export interface RisingPeriods {
  readonly pastFrom: number;
  readonly recentFrom: number;
  readonly until: number;
}

/** The recent period of `[from, to)` and the past that it is compared with. */
export function risingPeriods(from: number, to: number): RisingPeriods {
  const length = to - from;
  const floor = (at: number) => length > POSTS_MAX_MS ? Math.floor(at / HOUR_MS) * HOUR_MS : at;
  const recent = Math.min(length / 4, DAY_MS);
  const recentFrom = floor(to - recent);
  return { pastFrom: floor(Math.max(from, recentFrom - 7 * recent)), recentFrom, until: to };
}

/** Whether the observed part of a past is enough to tell what is usual; both in one unit. */
export function isEnoughPast(observed: number, asked: number): boolean {
  return observed >= asked * ENOUGH_SHARE;
}

/** A count as a multiple of the expected one; undefined where less than one was expected. */
export function timesExpected(count: number, expected: number): number | undefined {
  return expected >= 1 ? count / expected : undefined;
}

/** A hashtag's posts: recently, as its past lets expect, and in an equally long time right before. */
export interface RisingCounts {
  readonly recent: number;
  readonly expected: number;
  readonly before: number;
}

/** Whether a count rises. */
export function isRising({ recent, expected, before }: RisingCounts): boolean {
  return recent >= RISING_POSTS && recent >= before &&
    recent - expected >= CLEARLY * Math.sqrt(expected + 1);
}

/** The order of rising hashtags: by the factor that is shown, then by posts. A factor of less than one post counts as one's. */
export function compareRising(a: RisingShown, b: RisingShown): number {
  const rank = ({ recent, expected }: RisingShown) => recent / Math.max(expected, 1);
  return rank(b) - rank(a) || b.recent - a.recent || (a.tag < b.tag ? -1 : 1);
}

/** What {@linkcode compareRising} compares. */
export interface RisingShown {
  readonly tag: string;
  readonly recent: number;
  readonly expected: number;
}

/** {@linkcode isRising} and {@linkcode compareRising} in SQL, over columns or expressions; `score` is in standard deviations. */
export function risingSql(
  { recent, expected, before, tag }: {
    readonly recent: string;
    readonly expected: string;
    readonly before: string;
    readonly tag: string;
  },
): { readonly rises: string; readonly score: string; readonly order: string } {
  return {
    rises: `(${recent} >= ${RISING_POSTS} and ${recent} >= ${before}
       and ${recent} - ${expected} >= ${CLEARLY} * sqrt(${expected} + 1))`,
    score: `(${recent} - ${expected}) / sqrt(${expected} + 1)`,
    order: `${recent} / greatest(${expected}, 1) desc, ${recent} desc, ${tag} collate "C"`,
  };
}

/**
 * The median of steps of equal length; undefined where too few of them were observed. `whole`: whether a step was observed
 * from its start to its end; others, and the first and last of a pipeline's life, would count too little.
 */
export function usualOf(
  counts: readonly number[],
  whole: readonly boolean[] = counts.map(() => true),
): number | undefined {
  const observed = counts.filter((_, step) => whole[step]);
  if (observed.length === 0 || !isEnoughPast(observed.length, counts.length)) return undefined;
  observed.sort((a, b) => a - b);
  return observed[Math.floor(observed.length / 2)];
}
