import { APPLIED_STATE } from "../postgres/applied_state.ts";
import { usualSpan, windowHours } from "../windows/usual_span.ts";

/** What one pass over the posts yields, kept in a temporary table until the run commits. */
export interface Stage {
  readonly name: string;
  readonly sql: string;
}

const OPEN_FROM = "(select open_from from pg_temp.batch_scope)";
/** Days and hours `t` after the retention horizon: only those are the job's to change. */
export const OPEN_DAYS = `t.day >= ${OPEN_FROM}`;
export const OPEN_HOURS = `t.hour >= (${OPEN_FROM}::timestamp at time zone 'UTC')`;

/**
 * People are told apart by marks: one of 64 bits each, chosen by a hash of the account, in three sets. Marks of several
 * rows can be joined, which a number of people cannot. Two people may have the same mark: what is counted is "at least".
 * Of three people, one in ten thousand groups looks like two.
 */
const MARKS = ["a", "b", "c"] as const;
const newMark = (name: string, place: number) =>
  `bit_or(1::bigint << (person >> ${place * 6} & 63)::int) as marks_${name}`;
const joinedMark = (name: string) => `bit_or(marks_${name}) as marks_${name}`;

/** At least how many people are behind joined rows of `batch_hours`: an aggregate. */
export const PEOPLE = `greatest(${
  MARKS.map((name) => `bit_count(bit_or(marks_${name})::bit(64))`).join(", ")
})::int`;

/** Where an account lives. */
const SERVER = `coalesce(nullif(split_part(username, '@', 2), ''), instance) collate "C"`;

/** What makes two hashtags of a column one. */
export const fold = (column: string) => `masto.fold_hashtag(${column}) collate "C"`;

/** A key of the tables must fit into an index; hashtags_between cuts at the same length. */
const TAG_MAX = 100;

/**
 * The passes, in order; later ones read earlier ones.
 *
 * Times become integers early and sets are expanded in the select list, so that PostgreSQL splits a pass among its
 * workers and groups by hashing: on a million posts that is twice as fast as the obvious spelling.
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
      // From where to where series over time go.
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
               count(edited_at) as edited_count
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
      // A post counts once for a hashtag, however often and in whatever spelling it carries it. Its people leave marks:
      // to count them exactly would take as long again as all the rest.
      name: "batch_tags",
      sql: `
        select floor(date_part('epoch', created_at) / 3600)::int as hour, left(tag, ${TAG_MAX}) as tag,
               count(*) as toots_count, ${MARKS.map(newMark).join(", ")}
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
               ${MARKS.map(joinedMark).join(", ")}
          from pg_temp.batch_tags
          join pg_temp.batch_spellings using (tag)
         group by 1, 2`,
    },
    {
      // What rises is measured on: the newest quarter of what there is, at most a day, against three to seven times as long
      // before it. The past counts for as long as it was observed, see masto.observed_seconds.
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
        )
        select *,
               masto.observed_seconds(
                 -- Windows outlive the posts; where there are none yet, the posts say it.
                 coalesce(
                   nullif(array(
                     select distinct window_start
                       from masto.toot_metrics_windowed
                      where window_start >= past_ends - past * interval '1 hour' and window_start < past_ends
                   ), '{}'),
                   array(
                     select distinct to_timestamp(floor(date_part('epoch', created_at) / 60) * 60)
                       from masto.toots_raw
                      where created_at >= past_ends - past * interval '1 hour' and created_at < past_ends
                   )
                 ), past_ends, recent * interval '1 hour') / 3600 as observed
          from compared`,
    },
  ];
}
