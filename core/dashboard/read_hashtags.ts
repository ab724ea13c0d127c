import type { Sql } from "../postgres/connect.ts";
import { RECENT_STEPS, STEP_MINUTES, type TagCount, type TagHistory } from "./hashtag_counts.ts";

/** Posts, people and main language of each hashtag in [$1, $2), ms since 1970: counts only, whoever asks. */
const HASHTAGS = `
  select tag, posts, lang, people
    from masto.hashtags_between(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000))`;

/** Counts the hashtags of a stretch of time, ms since 1970. */
export async function readHashtags(sql: Sql, from: number, to: number): Promise<TagCount[]> {
  return [...await sql.unsafe<TagCount[]>(HASHTAGS, [from, to])];
}

const HISTORY = `
  select tag, step, posts
    from masto.hashtag_history(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000),
                               to_timestamp($3::float8 / 1000), ${STEP_MINUTES} * interval '1 minute')`;

/** Counts by step, from `from` on, the hashtags that enough people used since `recentFrom`; ms since 1970. */
export async function readHashtagHistory(
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

/** How many minutes of a past were observed: a silence as long as what is compared with it does not count. */
export async function readObservedMinutes(
  sql: Sql,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const [row] = await sql.unsafe<{ minutes: number }[]>(OBSERVED, [from, to]);
  return row?.minutes ?? 0;
}

/** The number since 1970 of the step that a time (ms) lies in, and the start of a step. */
export function stepOf(time: number): number {
  return Math.floor(time / 60_000 / STEP_MINUTES);
}
export function startOfStep(step: number): number {
  return step * STEP_MINUTES * 60_000;
}
