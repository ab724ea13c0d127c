/** A batch table: which rows it should hold. */
export interface BatchTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** Yields keys and values; may read the stages and the tables before it. */
  readonly query: string;
  /** Only rows `t` for which this holds are the job's to change; absent: all. */
  readonly scope?: string;
}

const OPEN_FROM = "(select open_from from pg_temp.batch_scope)";
const OPEN_DAYS = `t.day >= ${OPEN_FROM}`;
const OPEN_HOURS = `t.hour >= (${OPEN_FROM}::timestamp at time zone 'UTC')`;

/**
 * The tables, in the order they are written.
 *
 * Definitions, where the contract leaves them open:
 * - An hour is `date_trunc('hour')`, a day the calendar day, both UTC.
 * - Hashtags that differ only in case or width (NFKC) are one, as on Mastodon, under the spelling used most; empty and
 *   NULL ones are none.
 * - `batch_active_users` holds the accounts with at least `ACTIVITY_MIN_TOOTS` stored posts.
 * - Before the retention horizon the posts are gone: what lies there stays as it was, and top hashtags are the sum over
 *   all hours, kept or counted.
 */
export function batchTables(fold: (column: string) => string): readonly BatchTable[] {
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
      values: ["toots_count"],
      query: `select * from pg_temp.batch_hours t where ${OPEN_HOURS}`,
      scope: OPEN_HOURS,
    },
    {
      name: "batch_top_hashtag",
      keys: ["hashtag"],
      values: ["toots_count"],
      // Folded once more: sealed hours may hold another spelling than the posts of today.
      query: `
        select (array_agg(hashtag order by used desc, hashtag))[1] as hashtag, sum(used)::bigint as toots_count
          from (
            select hashtag, sum(toots_count) as used, ${fold("hashtag")} as folded
              from (
                select hour, hashtag, toots_count from pg_temp.batch_hours t where ${OPEN_HOURS}
                union all
                select hour, hashtag, toots_count from masto.batch_hashtag_by_hour t where not ${OPEN_HOURS}
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
      values: ["toots_count"],
      query: perDay("server, sum(toots_count)::bigint as toots_count", ", server"),
      scope: OPEN_DAYS,
    },
    {
      name: "batch_kinds_per_day",
      keys: ["day"],
      values: ["toots_count", "bot_count", "thread_count", "hashtag_count", "edited_count"],
      query: perDay(`
        sum(toots_count)::bigint as toots_count, sum(bot_count)::bigint as bot_count,
        sum(thread_count)::bigint as thread_count, sum(hashtag_count)::bigint as hashtag_count,
        sum(edited_count)::bigint as edited_count`),
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
      values: ["recent_count", "past_count", "recent_hours", "past_hours", "expected", "score"],
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

/** From the windows, which outlive the posts. */
const HOUR_OF_WEEK = `
  with counted as (
    select date_trunc('hour', window_start at time zone 'UTC') as hour, sum(toots_count) as toots_count
      from masto.toot_metrics_windowed
     group by 1
  )
  select extract(isodow from each.hour)::smallint as iso_weekday,
         extract(hour from each.hour)::smallint as hour,
         coalesce(sum(toots_count), 0)::bigint as toots_count,
         count(*)::int as hours_seen
    from (select min(hour) as first, max(hour) as last from counted) as span,
         generate_series(first, last, interval '1 hour') as each (hour)
    left join counted on counted.hour = each.hour
   group by 1, 2`;

/**
 * The newest quarter of what there is, at most a day, against up to seven times as long before it; nothing before there
 * are four hours. A count of n varies by about its root, so the score is in steps of chance.
 */
const RISING_HASHTAGS = `
  with span as (
    select max(hour) as newest, (extract(epoch from max(hour) - min(hour)) / 3600)::int + 1 as hours
      from masto.batch_hashtag_by_hour
     where hour <= now()
  ), period as (
    select newest, hours, least(24, hours / 4) as recent from span where hours >= 4
  ), compared as (
    select recent, least(hours - recent, 7 * recent) as past, newest,
           newest - recent * interval '1 hour' as past_ends
      from period
  ), counted as (
    select t.hashtag, c.recent, c.past,
           coalesce(sum(t.toots_count) filter (where t.hour > c.past_ends), 0)::bigint as recent_count,
           coalesce(sum(t.toots_count) filter (where t.hour <= c.past_ends), 0)::bigint as past_count
      from masto.batch_hashtag_by_hour t, compared c
     where t.hour > c.past_ends - c.past * interval '1 hour' and t.hour <= c.newest
     group by 1, 2, 3
  ), scored as (
    select *, (past_count * recent)::double precision / past as expected from counted
  )
  select hashtag, recent_count, past_count, recent as recent_hours, past as past_hours, expected,
         (recent_count - expected) / sqrt(expected + 1) as score
    from scored
   where recent_count >= 5 and recent_count - expected >= 2 * sqrt(expected + 1)
   order by score desc, hashtag
   limit 200`;
