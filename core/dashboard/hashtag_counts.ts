import { isEnoughPast, isRising } from "../windows/enough_past.ts";
import { foldHashtag } from "../post/hashtag.ts";
import type { Rising, RisingTag } from "./page_protocol.ts";

/** Posts with one hashtag in one period. */
export interface TagCount {
  /** The spelling used most. */
  readonly tag: string;
  readonly posts: number;
  /** The language most of its posts are in. */
  readonly lang: string;
  /** How many different people used it. */
  readonly people: number;
}

export const STEP_MINUTES = 5;
/** The newest two steps are the recent period, the twelve before them the past that it is compared with. */
export const RECENT_STEPS = 2;
export const PAST_STEPS = 12;
/** A hashtag of one or two people would identify them; `masto.min_people()` is the same number. */
const PEOPLE_MIN = 3;
const TAGS_MAX = 40;
/** Added to the expected count, so that one post after none is no infinite rise. */
const PRIOR = 1;

/** Posts by folded hashtag for each step, by the step's number since 1970. */
export type TagHistory = ReadonlyMap<number, ReadonlyMap<string, number>>;

/**
 * The hashtags whose recent count is furthest above the count that their past predicts, in standard deviations of a
 * Poisson distribution. A tag that is only popular does not rise. If too little of the past was observed, no tag rises.
 *
 * @param last number of the newest step
 * @param stretch length of the recent period in steps; less than two while the newest is not over
 * @param observed minutes of the past in which posts were received; absent: all steps with counts
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
    .filter(({ people }) => people >= PEOPLE_MIN)
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

/** The state before the first count. */
export const NOTHING_RISES: Rising = {
  at: null,
  recentMinutes: RECENT_STEPS * STEP_MINUTES,
  pastMinutes: PAST_STEPS * STEP_MINUTES,
  observedMinutes: 0,
  stepMinutes: STEP_MINUTES,
  fewestPeople: PEOPLE_MIN,
  tags: [],
};

function surprise({ recent, expected }: { recent: number; expected: number }): number {
  return (recent - expected) / Math.sqrt(expected + PRIOR);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
