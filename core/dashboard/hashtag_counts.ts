import { isEnoughPast, isRising } from "../windows/enough_past.ts";
import { foldHashtag } from "../post/hashtag.ts";
import type { Rising, RisingTag } from "./wire.ts";

/** Posts with one hashtag in one stretch of time. */
export interface TagCount {
  /** In the spelling used most. */
  readonly tag: string;
  readonly posts: number;
  /** The language most of its posts are in. */
  readonly lang: string;
  /** How many different people used it. */
  readonly people: number;
}

export const STEP_MINUTES = 5;
/** Two steps are "now", the twelve before them are the past that now is held against. */
export const RECENT_STEPS = 2;
export const PAST_STEPS = 12;
/** A hashtag of one or two people would point at them; the database has the same number, `masto.min_people()`. */
const FEWEST_PEOPLE = 3;
const TAGS_MAX = 40;
/** Keeps one post against none from being an infinite rise. */
const PRIOR = 1;

/** Posts by folded hashtag for each step, by the step's number since 1970. */
export type TagHistory = ReadonlyMap<number, ReadonlyMap<string, number>>;

/**
 * The hashtags whose recent count is most surprising: standard deviations above what their own past would let expect,
 * counts taken as Poisson. A tag that is merely big does not rise, and none does where too little of the past was observed.
 *
 * @param last number of the newest step
 * @param stretch length of the recent stretch in steps; less than two while the newest is not over
 * @param observed minutes of the past in which there was someone to count; absent: all whose counts are known
 */
export function risingTags(
  recent: readonly TagCount[],
  history: TagHistory,
  { last, stretch, observed }: { last: number; stretch: number; observed?: number },
): readonly RisingTag[] {
  const first = last - RECENT_STEPS - PAST_STEPS + 1;
  const known = Array.from({ length: PAST_STEPS }, (_, index) => first + index)
    .filter((step) => history.has(step)).length;
  const steps = (observed ?? known * STEP_MINUTES) / STEP_MINUTES;
  if (!isEnoughPast(steps, PAST_STEPS)) return [];
  return recent
    .filter(({ people }) => people >= FEWEST_PEOPLE)
    .map(({ tag, lang, posts }) => {
      const folded = foldHashtag(tag);
      const counts = Array.from(
        { length: PAST_STEPS + RECENT_STEPS },
        (_, index) => history.get(first + index)?.get(folded) ?? 0,
      );
      const sum = (from: number) =>
        counts.slice(from, PAST_STEPS).reduce((sum, count) => sum + count, 0);
      const expected = sum(0) / steps * stretch;
      const before = sum(PAST_STEPS - RECENT_STEPS) / RECENT_STEPS * stretch;
      return { tag, lang, recent: posts, expected, before, history: counts };
    })
    .filter(isRising)
    .map(({ before: _, ...tag }) => ({ ...tag, expected: round(tag.expected) }))
    .sort((a, b) => surprise(b) - surprise(a) || b.recent - a.recent || (a.tag < b.tag ? -1 : 1))
    .slice(0, TAGS_MAX);
}

/** What is shown before anything was counted. */
export const NOTHING_RISES: Rising = {
  at: null,
  recentMinutes: RECENT_STEPS * STEP_MINUTES,
  pastMinutes: PAST_STEPS * STEP_MINUTES,
  observedMinutes: 0,
  stepMinutes: STEP_MINUTES,
  fewestPeople: FEWEST_PEOPLE,
  tags: [],
};

function surprise({ recent, expected }: { recent: number; expected: number }): number {
  return (recent - expected) / Math.sqrt(expected + PRIOR);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
