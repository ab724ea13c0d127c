import type { Sql } from "../postgres/connect.ts";
import {
  NOTHING_RISES,
  PAST_STEPS,
  RECENT_STEPS,
  risingTags,
  STEP_MINUTES,
  type TagCount,
  type TagHistory,
} from "./hashtag_counts.ts";
import type { Rising } from "./page_protocol.ts";

/** Finds the hashtags that rise up to `now` (ms since 1970, the database's clock). */
export async function countHashtags(sql: Sql, now: number): Promise<Rising> {
  const last = stepOf(now);
  const first = last - RECENT_STEPS - PAST_STEPS + 1;
  const [from, recentFrom] = [startOfStep(first), startOfStep(last - RECENT_STEPS + 1)];
  const observed = await readObservedMinutes(sql, { from, to: recentFrom });
  const stretch = (now - recentFrom) / (startOfStep(1) - startOfStep(0));
  const recent = await readHashtags(sql, recentFrom, now);
  const history = await readHashtagHistory(sql, { from, recentFrom, to: now });
  return {
    ...NOTHING_RISES,
    at: now,
    observedMinutes: Math.round(observed),
    tags: risingTags(recent, history, { last, stretch, observed }),
  };
}

/** Posts, people and main language of each hashtag in [$1, $2), ms since 1970. The function returns counts only. */
const HASHTAGS = `
  select tag, posts, lang, people
    from masto.hashtags_between(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000))`;

/** Counts the hashtags between two times, ms since 1970. */
async function readHashtags(sql: Sql, from: number, to: number): Promise<TagCount[]> {
  return [...await sql.unsafe<TagCount[]>(HASHTAGS, [from, to])];
}

const HISTORY = `
  select tag, step, posts
    from masto.hashtag_history(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000),
                               to_timestamp($3::float8 / 1000), ${STEP_MINUTES} * interval '1 minute')`;

/** Posts by step, from `from` on, of the hashtags that enough people used since `recentFrom`; ms since 1970. */
async function readHashtagHistory(
  sql: Sql,
  { from, recentFrom, to }: { from: number; recentFrom: number; to: number },
): Promise<TagHistory> {
  const rows = await sql.unsafe<{ tag: string; step: number; posts: number }[]>(
    HISTORY,
    [from, to, recentFrom],
  );
  const steps = new Map<number, Map<string, number>>();
  for (const { tag, step, posts } of rows) {
    const number = stepOf(from) + step;
    const counts = steps.get(number) ?? new Map<string, number>();
    steps.set(number, counts.set(tag, posts));
  }
  return steps;
}

const OBSERVED = `
  select masto.observed_seconds(
           array(
             select distinct window_start
               from masto.toot_metrics_windowed
              where window_start >= to_timestamp($1::float8 / 1000) and window_start < to_timestamp($2::float8 / 1000)
           ), to_timestamp($2::float8 / 1000), ${
  RECENT_STEPS * STEP_MINUTES
} * interval '1 minute') / 60 as minutes`;

/** How many minutes of `[from, to)` were observed: a silence as long as the recent period is not counted. */
async function readObservedMinutes(
  sql: Sql,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const [row] = await sql.unsafe<{ minutes: number }[]>(OBSERVED, [from, to]);
  return row?.minutes ?? 0;
}

/** The number since 1970 of the step that a time (ms) lies in. */
function stepOf(time: number): number {
  return Math.floor(time / 60_000 / STEP_MINUTES);
}

/** Start of a step, ms since 1970. */
function startOfStep(step: number): number {
  return step * STEP_MINUTES * 60_000;
}
