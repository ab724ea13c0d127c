-- Posts with pictures, videos or sound, and how many of these attachments have a description (alternative text), by language;
-- for readers, who may see no post. It runs with its owner's rights, and returns no row of fewer people than
-- masto.min_people(): languages of fewer are summed up as `mul`, several languages. Posts of which the attachments are not known
-- are not counted in. Times are [since, until); null leaves nothing out.
--
-- To change it, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.
create or replace function masto.media_between(
    since timestamptz, until timestamptz, hashtag text default null, server text default null, langs text[] default null)
  returns table (lang text, posts bigint, people bigint, with_media bigint, attachments bigint, described bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
begin
  -- Planned anew each time, for the values at hand, as masto.selected_steps is.
  return query execute $statement$
    -- Materialized: the planner takes the selection for one row, and would count all of it again for each of its rows.
    with authors as materialized (
      select s.lang, s.user_id, count(*) as posts, count(*) filter (where s.attachment_count > 0) as with_media,
             sum(s.attachment_count) as attachments, sum(least(s.described_count, s.attachment_count)) as described
        from masto.selected_posts($1, $2, $3, $4, $5) as s
       where num_nulls(s.attachment_count, s.described_count) = 0
       group by 1, 2
    ), shared as materialized (
      select a.lang from authors a group by 1 having count(*) >= masto.min_people()
    )
    select coalesce(shared.lang, 'mul'), sum(a.posts)::bigint, count(distinct a.user_id), sum(a.with_media)::bigint,
           sum(a.attachments)::bigint, sum(a.described)::bigint
      from authors a left join shared using (lang)
     group by 1 having count(distinct a.user_id) >= masto.min_people()
     order by 2 desc, 1
  $statement$ using $1, $2, $3, $4, $5;
end
$$;
