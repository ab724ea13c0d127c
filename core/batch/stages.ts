import { APPLIED_STATE } from "../postgres/applied_state.ts";
import { usualSpan, windowHours } from "../windows/usual_span.ts";

/** A temporary table of this run, computed by one pass over the posts or over earlier stages. */
export interface Stage {
  readonly name: string;
  readonly sql: string;
}

const OPEN_FROM = "(select open_from from pg_temp.batch_scope)";
/** Conditions on a row `t`: a day or hour after the retention horizon. The job changes only those. */
export const OPEN_DAYS = `t.day >= ${OPEN_FROM}`;
export const OPEN_HOURS = `t.hour >= (${OPEN_FROM}::timestamp at time zone 'UTC')`;

/**
 * People are counted by bitmaps (linear counting): a hash of the account sets one of 64 bits in each of three bitmaps.
 * Bitmaps of several rows can be joined, which numbers of people cannot. Two people may share a bit, so the count is a
 * lower bound: of groups of three, one in ten thousand counts as two.
 */
const BITMAPS = ["a", "b", "c"] as const;
const newBitmap = (name: string, place: number) =>
  `bit_or(1::bigint << (person >> ${place * 6} & 63)::int) as people_${name}`;
const joinedBitmaps = (name: string) => `bit_or(people_${name}) as people_${name}`;

/** An aggregate over rows of `batch_hours`: a lower bound of their number of people. */
export const PEOPLE = `greatest(${
  BITMAPS.map((name) => `bit_count(bit_or(people_${name})::bit(64))`).join(", ")
})::int`;

/** The server of an account. */
const SERVER = `coalesce(nullif(split_part(username, '@', 2), ''), instance) collate "C"`;

const MEDIA_KNOWN = "num_nulls(attachment_count, described_count) = 0";

/** The folded form of a column's hashtags: equal for hashtags that Mastodon treats as equal. */
export const fold = (column: string) => `masto.fold_hashtag(${column}) collate "C"`;

/** Code points kept of a hashtag: a key must fit into an index. `hashtags_between` cuts at the same length. */
const TAG_MAX = 100;

/**
 * The stages, in order; later ones read earlier ones.
 *
 * Times become integers early and sets are expanded in the select list, so that PostgreSQL splits a pass among its
 * workers and groups by hashing: on a million posts that is twice as fast as the obvious query.
 */
export function stages(): readonly Stage[] {
  return [
    {
      // The first day that lies wholly after the retention horizon.
      name: "batch_scope",
      sql: `
        select coalesce(
                 ((sealed_before + interval '1 day' - interval '1 microsecond') at time zone 'UTC')::date,
                 '-infinity'::date
               ) as open_from,
               changes, ${APPLIED_STATE} as applied
          from masto.pipeline`,
    },
    {
      name: "batch_window_hours",
      sql: windowHours(),
    },
    {
      // The span of series over time.
      name: "batch_span",
      sql: usualSpan({}, "select * from pg_temp.batch_window_hours"),
    },
    {
      name: "batch_posts",
      sql: `
        select '1970-01-01'::date + floor(date_part('epoch', created_at) / 86400)::int as day,
               lang,
               ${SERVER} as server,
               count(*) as toots_count,
               sum(content_len) as length_sum,
               count(*) filter (where bot) as bot_count,
               count(in_reply_to_id) as thread_count,
               count(*) filter (where hashtags <> '{}') as hashtag_count,
               count(edited_at) as edited_count,
               count(*) filter (where ${MEDIA_KNOWN}) as media_known_count,
               count(*) filter (where ${MEDIA_KNOWN} and attachment_count > 0) as media_count,
               sum(attachment_count) filter (where ${MEDIA_KNOWN}) as attachment_count,
               sum(least(described_count, attachment_count)) filter (where ${MEDIA_KNOWN}) as described_count
          from masto.toots_raw
         group by 1, 2, 3`,
    },
    {
      name: "batch_accounts",
      sql: `
        select username, instance, count(*) as toots_count, sum(content_len) as length_sum
          from masto.toots_raw
         group by 1, 2`,
    },
    {
      name: "batch_users",
      sql: `
        select username, sum(toots_count)::bigint as toots_count,
               sum(length_sum)::double precision / sum(toots_count)::double precision as avg_len
          from pg_temp.batch_accounts
         group by 1
        having sum(toots_count) >= (select activity_min_toots from pg_temp.batch_options)`,
    },
    {
      name: "batch_servers",
      sql: `
        select ${SERVER} as server, count(distinct username)::int as people
          from pg_temp.batch_accounts
         group by 1`,
    },
    {
      // A post counts once for a hashtag, however often and in whatever spellings it carries it. People are counted by
      // bitmaps: an exact count would double the time of the whole run.
      name: "batch_tags",
      sql: `
        select floor(date_part('epoch', created_at) / 3600)::int as hour, left(tag, ${TAG_MAX}) as tag,
               count(*) as toots_count, ${BITMAPS.map(newBitmap).join(", ")}
          from (
            select created_at, hashtextextended(user_id, 0) as person,
                   unnest(
                     case when cardinality(hashtags) < 2
                            or cardinality(hashtags) = 2
                              and ${fold("hashtags[1]")} <> ${fold("hashtags[2]")} then hashtags
                     else array(select min(each.tag collate "C")
                                  from unnest(hashtags) as each (tag)
                                 group by ${fold("each.tag")}) end
                   ) collate "C" as tag
              from masto.toots_raw
             where hashtags <> '{}'
          ) as used
         where tag <> ''
         group by 1, 2`,
    },
    {
      name: "batch_spellings",
      sql: `
        select tag, first_value(tag) over (partition by folded order by used desc, tag) as hashtag
          from (
            select tag, sum(toots_count) as used, ${fold("tag")} as folded
              from pg_temp.batch_tags
             group by tag
          ) as spelled
         where folded <> ''`,
    },
    {
      name: "batch_hours",
      sql: `
        select to_timestamp(hour * 3600::bigint) as hour, hashtag, sum(toots_count)::bigint as toots_count,
               ${BITMAPS.map(joinedBitmaps).join(", ")}
          from pg_temp.batch_tags
          join pg_temp.batch_spellings using (tag)
         group by 1, 2`,
    },
    {
      // The periods that rising hashtags are measured on, as core/windows/enough_past.ts says: the newest quarter of the
      // data, at most a day, is compared with three to seven times as long before it. Only observed hours count.
      name: "batch_rising_period",
      sql: `
        with span as (
          select max(hour) + interval '1 hour' as ends, (extract(epoch from max(hour) - min(hour)) / 3600)::int + 1 as hours
            from (
              select hour from pg_temp.batch_hours t where ${OPEN_HOURS}
              union all
              select hour from masto.batch_hashtag_by_hour t where not ${OPEN_HOURS}
            ) as known
           where hour <= now()
             and hour >= coalesce((select first from pg_temp.batch_span), '-infinity')
        ), recent as (
          select ends, hours, greatest(least(24, hours / 4), 1) as recent from span where ends is not null
        ), compared as (
          select ends, recent, ends - recent * interval '1 hour' as past_ends,
                 greatest(least(hours - recent, 7 * recent), 3 * recent) as past
            from recent
        ), stretches as (
          select s.first, s.until
            from compared, masto.observed_stretches(
              -- Windows are kept longer than posts; use the posts only where there is no window.
              coalesce(
                nullif(array(
                  select distinct window_start
                    from masto.toot_metrics_windowed
                   where window_start >= past_ends - past * interval '1 hour' and window_start < ends
                ), '{}'),
                array(
                  select distinct to_timestamp(floor(date_part('epoch', created_at) / 60) * 60)
                    from masto.toots_raw
                   where created_at >= past_ends - past * interval '1 hour' and created_at < ends
                )
              )) as s
        )
        select *,
               coalesce((select sum(extract(epoch from least(until, past_ends) - first)) from stretches
                          where first < past_ends), 0)::float8 / 3600 as observed,
               coalesce((select sum(extract(epoch from until - greatest(first, past_ends))) from stretches
                          where until > past_ends), 0)::float8 / 3600 as recent_observed
          from compared`,
    },
  ];
}
