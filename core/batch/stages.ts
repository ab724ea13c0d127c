/** What one pass over the posts yields, kept in a temporary table until the run commits. */
export interface Stage {
  readonly name: string;
  readonly sql: string;
}

/** A key of the tables must fit into an index; hashtags_between cuts at the same length. */
const LONGEST_TAG = 100;

/**
 * The passes, in order; later ones read earlier ones. `fold` turns a column of hashtags into what makes them equal.
 *
 * Times become integers early and sets are expanded in the select list, so that PostgreSQL splits a pass among its
 * workers and groups by hashing: on a million posts that is twice as fast as the obvious spelling.
 */
export function stages(fold: (column: string) => string): readonly Stage[] {
  return [
    {
      // The first day that lies wholly after the retention horizon.
      name: "batch_scope",
      sql: `
        select coalesce(
                 ((sealed_before + interval '1 day' - interval '1 microsecond') at time zone 'UTC')::date,
                 '-infinity'::date
               ) as open_from,
               changes
          from masto.pipeline`,
    },
    {
      name: "batch_posts",
      sql: `
        select '1970-01-01'::date + floor(date_part('epoch', created_at) / 86400)::int as day,
               lang,
               coalesce(nullif(split_part(username, '@', 2), ''), instance) collate "C" as server,
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
      name: "batch_users",
      sql: `
        select username, count(*) as toots_count, sum(content_len)::double precision / count(*) as avg_len
          from masto.toots_raw
         group by username
        having count(*) >= (select activity_min_toots from pg_temp.batch_options)`,
    },
    {
      // A post counts once for a hashtag, however often and in whatever spelling it carries it.
      name: "batch_tags",
      sql: `
        select floor(date_part('epoch', created_at) / 3600)::int as hour, left(tag, ${LONGEST_TAG}) as tag,
               count(*) as toots_count
          from (
            select created_at,
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
          ) as spelled`,
    },
    {
      name: "batch_hours",
      sql: `
        select to_timestamp(hour * 3600::bigint) as hour, hashtag, sum(toots_count)::bigint as toots_count
          from pg_temp.batch_tags
          join pg_temp.batch_spellings using (tag)
         group by 1, 2`,
    },
  ];
}
