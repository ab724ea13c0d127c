import { ENOUGH_SHARE, risingSql } from "../windows/enough_past.ts";
import { fold, OPEN_DAYS, OPEN_HOURS, PEOPLE } from "./stages.ts";

/** A batch table and the query for its rows. */
export interface BatchTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** Selects keys and values; may read the stages, and the tables before it. */
  readonly query: string;
  /** SQL condition on a row `t`: the job changes only such rows; absent: all. */
  readonly scope?: string;
}

/**
 * The tables, in the order they are written.
 *
 * Definitions, where the contract leaves them open:
 * - An hour is `date_trunc('hour')`, a day the calendar day, both UTC.
 * - Hashtags that Mastodon treats as equal are one hashtag (`masto.fold_hashtag`: case, width, accents of Latin letters)
 *   under the spelling used most; empty and NULL ones are left out.
 * - `batch_active_users` holds the accounts with at least `ACTIVITY_MIN_TOOTS` stored posts.
 * - Posts before the retention horizon are deleted: rows of that time stay as they are, and top hashtags are the sum over
 *   all hours, kept or counted.
 */
export function batchTables(): readonly BatchTable[] {
  return [
    {
      name: "batch_active_users",
      keys: ["username"],
      values: ["toots_count", "avg_len"],
      query: "select * from pg_temp.batch_users",
    },
    {
      name: "batch_hashtag_by_hour",
      keys: ["hour", "hashtag"],
      values: ["toots_count", "people"],
      query: `
        select hour, hashtag, toots_count, ${PEOPLE} as people
          from pg_temp.batch_hours t
         where ${OPEN_HOURS}
         group by 1, 2, 3`,
      scope: OPEN_HOURS,
    },
    {
      name: "batch_top_hashtag",
      keys: ["hashtag"],
      values: ["toots_count", "people"],
      // Folded again: sealed hours may hold another spelling than today's posts. The people of two sealed hours may be the
      // same, so that `people` is that of the largest hour.
      query: `
        select (array_agg(hashtag order by used desc, hashtag))[1] as hashtag, sum(used)::bigint as toots_count,
               max(people)::int as people
          from (
            select hashtag, sum(toots_count) as used, max(people) as people, ${
        fold("hashtag")
      } as folded
              from (
                select hashtag, sum(toots_count) as toots_count, ${PEOPLE} as people
                  from pg_temp.batch_hours t
                 where ${OPEN_HOURS}
                 group by 1
                union all
                select hashtag, toots_count, people from masto.batch_hashtag_by_hour t where not ${OPEN_HOURS}
              ) as hours
             group by hashtag
          ) as spelled
         group by folded`,
    },
    {
      name: "batch_toots_per_day",
      keys: ["day"],
      values: ["toots_count"],
      query: perDay("sum(toots_count)::bigint as toots_count"),
      scope: OPEN_DAYS,
    },
    {
      name: "batch_avg_len_per_day",
      keys: ["day"],
      values: ["avg_len"],
      query: perDay(
        "sum(length_sum)::double precision / sum(toots_count)::double precision as avg_len",
      ),
      scope: OPEN_DAYS,
    },
    {
      name: "batch_toots_by_lang_per_day",
      keys: ["day", "lang"],
      values: ["toots_count"],
      query: perDay("lang, sum(toots_count)::bigint as toots_count", ", lang"),
      scope: OPEN_DAYS,
    },
    {
      name: "batch_toots_by_server_per_day",
      keys: ["day", "server"],
      values: ["toots_count", "people"],
      query: `
        select *
          from (${perDay("server, sum(toots_count)::bigint as toots_count", ", server")}) as counted
          join pg_temp.batch_servers using (server)`,
      scope: OPEN_DAYS,
    },
    {
      name: "batch_kinds_per_day",
      keys: ["day"],
      values: [
        ...["toots_count", "bot_count", "thread_count", "hashtag_count", "edited_count"],
        ...["media_known_count", "media_count", "attachment_count", "described_count"],
      ],
      query: perDay(`
        sum(toots_count)::bigint as toots_count, sum(bot_count)::bigint as bot_count,
        sum(thread_count)::bigint as thread_count, sum(hashtag_count)::bigint as hashtag_count,
        sum(edited_count)::bigint as edited_count,
        sum(media_known_count)::bigint as media_known_count, sum(media_count)::bigint as media_count,
        coalesce(sum(attachment_count), 0)::bigint as attachment_count,
        coalesce(sum(described_count), 0)::bigint as described_count`),
      scope: OPEN_DAYS,
    },
    {
      name: "batch_hour_of_week",
      keys: ["iso_weekday", "hour"],
      values: ["toots_count", "hours_seen"],
      query: HOUR_OF_WEEK,
    },
    {
      name: "batch_rising_hashtag",
      keys: ["hashtag"],
      values: [
        "recent_count",
        "past_count",
        "recent_hours",
        "past_hours",
        "expected",
        "score",
        "people",
      ],
      query: RISING_HASHTAGS,
    },
  ];
}

function perDay(columns: string, more = ""): string {
  return `
    select day, ${columns}
      from pg_temp.batch_posts t
     where ${OPEN_DAYS}
     group by day${more}`;
}

/** From the windows, which are kept longer than the posts; those far outside the usual span are left out. */
const HOUR_OF_WEEK = `
  select extract(isodow from each.hour at time zone 'UTC')::smallint as iso_weekday,
         extract(hour from each.hour at time zone 'UTC')::smallint as hour,
         coalesce(sum(toots), 0)::bigint as toots_count,
         count(*)::int as hours_seen
    from pg_temp.batch_span,
         generate_series(first, until - interval '1 hour', interval '1 hour') as each (hour)
    left join pg_temp.batch_window_hours as counted on counted.hour = each.hour
   group by 1, 2`;

/** A rate of the past is scaled to the observed part of the recent hours: the last one is usually not over. */
const RISING = risingSql({
  recent: "recent_count",
  expected: "expected",
  before: "before_count",
  tag: "hashtag",
});

const RISING_HASHTAGS = `
  with period as (
    select * from pg_temp.batch_rising_period where observed >= past * ${ENOUGH_SHARE}
  ), spelled as (
    select t.hashtag, ${
  fold("t.hashtag")
} as folded, p.recent, p.observed, p.recent_observed, sum(t.toots_count) as used,
           coalesce(sum(t.toots_count) filter (where t.hour >= p.past_ends), 0)::bigint as recent_count,
           coalesce(sum(t.toots_count) filter (where t.hour < p.past_ends), 0)::bigint as past_count,
           coalesce(sum(t.toots_count) filter (
             where t.hour < p.past_ends and t.hour >= p.past_ends - p.recent * interval '1 hour'), 0)::bigint as before_count
      from masto.batch_hashtag_by_hour t, period p
     where t.hour >= p.past_ends - p.past * interval '1 hour' and t.hour < p.ends
     group by 1, 2, 3, 4, 5
  ), counted as (
    -- Sealed hours may hold another spelling than today's posts.
    select (array_agg(hashtag order by used desc, hashtag))[1] as hashtag, folded, recent, observed, recent_observed,
           sum(recent_count)::bigint as recent_count, sum(past_count)::bigint as past_count,
           sum(before_count)::bigint as before_count
      from spelled
     group by folded, recent, observed, recent_observed
  ), scored as (
    select *, past_count * recent_observed / observed as expected from counted
  ), used as (
    select ${fold("hashtag")} as folded, ${PEOPLE} as people
      from pg_temp.batch_hours h, period p
     where h.hour >= p.past_ends and h.hour < p.ends
     group by 1
  )
  select hashtag, recent_count, past_count, recent as recent_hours, round(observed)::int as past_hours, expected,
         ${RISING.score} as score, coalesce(people, 0) as people
    from scored
    left join used using (folded)
   where ${RISING.rises}
   order by ${RISING.order}
   limit 200`;
