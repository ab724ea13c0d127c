-- Hashtags of a stretch of time [$1, $2), for readers who may not see posts: it runs with its owner's rights and gives
-- counts only. A post counts once for a hashtag, however it is written. What only one post has is left out: there are
-- many, none of them can rise, and one post is one person.
create function masto.hashtags_between(timestamptz, timestamptz)
  returns table (tag text, posts integer, lang text, people integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with used as (
    select distinct r.id, lower(t.tag) as tag, r.lang, r.user_id
      from masto.toots_raw r, unnest(r.hashtags) as t(tag)
     where r.created_at >= $1 and r.created_at < $2 and t.tag is not null and t.tag <> ''
  )
  select left(used.tag, 100), count(*)::integer, mode() within group (order by used.lang),
         count(distinct used.user_id)::integer
    from used
   group by used.tag
  having count(*) > 1
   order by 2 desc
   limit 20000
$$;
