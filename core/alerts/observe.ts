import { countHashtags } from "../dashboard/count_hashtags.ts";
import type { Sql } from "../postgres/connect.ts";
import { observedUntil, observedWithin } from "../windows/observed.ts";
import { BURST_MS, BURST_PAST_MS, type Mood, type Observation, type Tracked } from "./decide.ts";

const HOUR_MS = 3_600_000;
/** At least half of a burst's past must have been observed. */
const PAST_MIN_MS = BURST_PAST_MS / 2;
/** A silence must be so many times as long as the longest one of the hour before it. */
const LONGER_THAN_USUAL = 3;

/** What alerts are looked for in. */
export interface Watch {
  /** ms since 1970, by the database's clock. */
  readonly now: number;
  /** Words, and hashtags with their `#`. */
  readonly track: readonly string[];
  /** A shorter silence, ms, is not told. */
  readonly silenceMs: number;
  /** Since when silence counts: a pipeline that was started just now has not heard what came before. ms since 1970. */
  readonly since: number;
}

/** Reads what alerts are decided on. */
export async function observe(sql: Sql, watch: Watch): Promise<Observation> {
  const { now, track } = watch;
  const { tags, observed, recentMinutes, observedMinutes } = await countHashtags(sql, {
    from: now - HOUR_MS,
    to: now,
    now,
  });
  const stretches = observedUntil(observed, now);
  const past = observedWithin(stretches, now - BURST_PAST_MS - BURST_MS, now - BURST_MS);
  return {
    rising: tags,
    tracked: past < PAST_MIN_MS ? [] : await readTracked(sql, { now, track, past }),
    risingStretch: recentMinutes / Math.max(1, observedMinutes),
    burstStretch: BURST_MS / Math.max(1, past),
    mood: await readMood(sql, now),
    ...await readSilence(sql, watch),
  };
}

/**
 * How long no post has arrived, by when the last ones were received: while a server publishes nothing, records of coverage
 * go on. A post whose time is wrong by some minutes is not taken for the last one.
 */
async function readSilence(
  sql: Sql,
  { now, silenceMs, since }: Watch,
): Promise<Pick<Observation, "silentMs" | "silenceMs">> {
  const [last] = await sql<{ at: number | null }[]>`
    select extract(epoch from max(coalesce(received_at, created_at)))::float8 * 1000 as at
      from masto.toots_raw
     where created_at > (select max(window_start) - interval '2 minutes' from masto.toot_metrics_windowed
                          where window_start <= ${new Date(now).toISOString()})
       -- The clocks of some servers are ahead.
       and created_at < ${new Date(now + HOUR_MS).toISOString()}
       and coalesce(received_at, created_at) <= ${new Date(now).toISOString()}`;
  const at = last?.at ?? undefined;
  const silentMs = at === undefined ? undefined : now - Math.max(at, since);
  if (at === undefined || silentMs === undefined || silentMs <= silenceMs) {
    return { silentMs, silenceMs };
  }
  const [usual] = await sql<{ longest: number | null }[]>`
    select extract(epoch from max(gap))::float8 * 1000 as longest
      from (select at - lag(at) over (order by at) as gap
              from (select coalesce(received_at, created_at) as at from masto.toots_raw
                     where created_at > ${
    new Date(at - HOUR_MS).toISOString()
  }) as received) as gaps`;
  return {
    silentMs,
    silenceMs: Math.max(silenceMs, LONGER_THAN_USUAL * (usual?.longest ?? 0)),
  };
}

/** Posts with each tracked hashtag (`#tag`) or word, as a whole word in any case: all of them in one pass over the posts. */
async function readTracked(
  sql: Sql,
  { now, track, past }: {
    readonly now: number;
    readonly track: readonly string[];
    readonly past: number;
  },
): Promise<readonly Tracked[]> {
  const isTag = (name: string) => /^[#＃]/.test(name);
  const names = [...new Set(track)];
  const words = names.filter((name) => !isTag(name));
  const patternOf = (word: string) => `(^|\\W)${escaped(word.toLowerCase())}(\\W|$)`;
  const rows = await sql.unsafe<(Omit<Tracked, "expected"> & { readonly past: number })[]>(
    TRACKED,
    [
      ...[now - BURST_PAST_MS - BURST_MS, now - 2 * BURST_MS, now - BURST_MS, now],
      JSON.stringify(names.filter(isTag)),
      JSON.stringify(words.map((name) => ({ name, pattern: patternOf(name) }))),
    ],
  );
  return rows.map(({ past: before, ...row }) => ({ ...row, expected: before * BURST_MS / past }));
}

/** Hashtags are folded once for each spelling, and texts are lowered once: that costs more than all the rest. */
const TRACKED = `
  with posts as (
    select r.user_id, r.created_at, r.hashtags, r.content_txt
      from masto.toots_raw r
     where r.created_at >= to_timestamp($1::float8 / 1000) and r.created_at < to_timestamp($4::float8 / 1000)
  ), spelled as materialized (
    select used.tag, wanted.name
      from (select distinct t.tag from posts, unnest(posts.hashtags) as t (tag) offset 0) as used
      join json_array_elements_text($5::text::json) as wanted (name)
        on masto.fold_hashtag(used.tag) = masto.fold_hashtag(ltrim(wanted.name, '#＃'))
  ), found as (
    select spelled.name, posts.user_id, posts.created_at
      from posts,
           lateral (select distinct s.name from spelled s where s.tag = any (posts.hashtags)) as spelled
     where posts.hashtags && (select coalesce(array_agg(s.tag), '{}') from spelled s)
    union all
    select wanted.name, lowered.user_id, lowered.created_at
      from (select posts.user_id, posts.created_at, lower(posts.content_txt) as text from posts
             where json_array_length($6::text::json) > 0 offset 0) as lowered,
           json_to_recordset($6::text::json) as wanted (name text, pattern text)
     where position(lower(wanted.name) in lowered.text) > 0 and lowered.text ~ wanted.pattern
  )
  select found.name,
         count(*) filter (where found.created_at >= to_timestamp($3::float8 / 1000))::float8 as recent,
         count(*) filter (where found.created_at < to_timestamp($3::float8 / 1000))::float8 as past,
         count(*) filter (where found.created_at >= to_timestamp($2::float8 / 1000)
                            and found.created_at < to_timestamp($3::float8 / 1000))::float8 as before,
         count(distinct found.user_id) filter (where found.created_at >= to_timestamp($3::float8 / 1000))::int as people
    from found
   group by found.name`;

/** A word for a regular expression of PostgreSQL. */
function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The last hour, and the six hours before it. */
async function readMood(sql: Sql, now: number): Promise<Observation["mood"]> {
  const moodOf = async (from: number, to: number): Promise<Mood> => {
    const [row] = await sql<Mood[]>`
      select coalesce(sum(n_pos), 0)::float8 as positive, coalesce(sum(n_neu), 0)::float8 as neutral,
             coalesce(sum(n_neg), 0)::float8 as negative
        from masto.toot_metrics_windowed
       where window_start >= ${new Date(from).toISOString()} and window_start < ${
      new Date(to).toISOString()
    }`;
    return row ?? { positive: 0, neutral: 0, negative: 0 };
  };
  return {
    recent: await moodOf(now - HOUR_MS, now),
    before: await moodOf(now - 7 * HOUR_MS, now - HOUR_MS),
  };
}
