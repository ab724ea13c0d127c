import type { Sql } from "../store/connect.ts";
import { STEP_MINUTES, type TagCount } from "./hashtag_counts.ts";

/**
 * Posts, people and main language of each hashtag in [$1, $2) (ms since 1970). A post counts once for a hashtag, however
 * it is written. What only one post has is left out: there are many, and none of them can rise.
 */
const HASHTAGS = `
  with used as (
    select distinct r.id, lower(t.tag) as tag, r.lang, r.user_id
      from masto.toots_raw r, unnest(r.hashtags) as t(tag)
     where r.created_at >= to_timestamp($1::float8 / 1000) and r.created_at < to_timestamp($2::float8 / 1000)
       and t.tag is not null and t.tag <> ''
  )
  select left(tag, 100) as tag,
         count(*)::int as posts,
         mode() within group (order by lang) as lang,
         count(distinct user_id)::int as people
    from used
   group by used.tag
  having count(*) > 1
   order by 2 desc
   limit 20000`;

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
