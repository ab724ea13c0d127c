import type { Sql } from "../store/connect.ts";
import { STEP_MINUTES, type TagCount } from "./hashtag_counts.ts";

/** Posts, people and main language of each hashtag in [$1, $2), ms since 1970: counts only, whoever asks. */
const HASHTAGS = `
  select tag, posts, lang, people
    from masto.hashtags_between(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000))`;

/** Counts the hashtags of a stretch of time, ms since 1970. */
export async function readHashtags(sql: Sql, from: number, to: number): Promise<TagCount[]> {
  return [...await sql.unsafe<TagCount[]>(HASHTAGS, [from, to])];
}

/** The number since 1970 of the step that a time (ms) lies in, and the start of a step. */
export function stepOf(time: number): number {
  return Math.floor(time / 60_000 / STEP_MINUTES);
}
export function startOfStep(step: number): number {
  return step * STEP_MINUTES * 60_000;
}
