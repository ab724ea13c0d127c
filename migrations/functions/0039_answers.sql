-- Counts that need the posts, for readers who may not see them: each runs with its owner's rights, and says nothing of fewer
-- people than masto.min_people(). Times are [since, until).
--
-- To change one, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.

-- Different accounts that posted.
create or replace function masto.people_between(since timestamptz, until timestamptz) returns integer
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  select case when count(distinct r.user_id) >= masto.min_people() then count(distinct r.user_id)::integer end
    from masto.toots_raw r
   where r.created_at >= since and r.created_at < until
$$;

-- The posts with a hashtag, however it is spelled, by its authors' server.
create or replace function masto.hashtag_servers(hashtag text, since timestamptz, until timestamptz)
  returns table (server text, posts integer, people integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  select coalesce(nullif(split_part(r.username, '@', 2), ''), r.instance), count(*)::integer, count(distinct r.user_id)::integer
    from masto.toots_raw r
   where r.created_at >= since and r.created_at < until
     and exists (select from unnest(r.hashtags) as t(tag)
                  where masto.fold_hashtag(t.tag) = masto.fold_hashtag(ltrim(hashtag, '#＃')))
   group by 1
  having count(distinct r.user_id) >= masto.min_people()
   order by 2 desc, 1
$$;

-- The mood of the posts with a hashtag; no row for fewer people.
create or replace function masto.hashtag_sentiment(hashtag text, since timestamptz, until timestamptz)
  returns table (posts integer, people integer, n_pos integer, n_neu integer, n_neg integer, n_without_score integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  select count(*)::integer, count(distinct r.user_id)::integer, (count(*) filter (where s.label = 1))::integer,
         (count(*) filter (where s.label = 0))::integer, (count(*) filter (where s.label = -1))::integer,
         (count(*) filter (where s.label is null))::integer
    from masto.toots_raw r
    left join masto.toot_scores s using (id)
   where r.created_at >= since and r.created_at < until
     and exists (select from unnest(r.hashtags) as t(tag)
                  where masto.fold_hashtag(t.tag) = masto.fold_hashtag(ltrim(hashtag, '#＃')))
  having count(distinct r.user_id) >= masto.min_people()
$$;

-- Sentiment by hour and language; from the windows, so that hours whose posts are gone have theirs.
create or replace function masto.sentiment_by_hour(since timestamptz, until timestamptz)
  returns table (hour timestamptz, lang text, posts bigint, n_pos bigint, n_neu bigint, n_neg bigint, n_without_score bigint)
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select date_trunc('hour', w.window_start, 'UTC'), w.lang, sum(w.toots_count)::bigint, sum(w.n_pos)::bigint,
         sum(w.n_neu)::bigint, sum(w.n_neg)::bigint, sum(w.toots_count - w.n_scored)::bigint
    from masto.toot_metrics_windowed w
   where w.window_start >= since and w.window_start < until
   group by 1, 2
   order by 1, 2
$$;
