-- What the page, the report and the batch job share about time that was observed and about hashtags that rise. The rule
-- itself (how much more is a rise) is core/windows/rising.ts.
--
-- To change one of these, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.

-- The stretches of time that were observed, among and right after the minutes in which there were posts. Since coverage is
-- on record, it is what was collected of the streams. For the time before, the posts tell: a silence between two of them is
-- time that nobody observed if it is longer than ten minutes and than six times what nine of ten silences last (a quiet
-- server has long silences of its own). The first and the last minute of a stretch are counted in part only. `silence` is
-- that limit.
create or replace function masto.observed_stretches(minutes timestamptz[])
  returns table (first timestamptz, until timestamptz, silence interval)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with spaced as (
    select at, at - lag(at) over (order by at) as gap from (select distinct at from unnest($1) as each (at)) as posted
  ), rule as (
    select greatest(interval '10 minutes', 6 * percentile_disc(0.9) within group (order by gap)) as silence,
           min(at) as begins, max(at) + interval '1 minute' as ends
      from spaced
  ), numbered as (
    select at, count(*) filter (where gap is null or gap > rule.silence) over (order by at) as stretch from spaced, rule
  ), posted as (
    select tstzrange(min(at), max(at) + interval '1 minute') as during from numbered group by stretch
  ), covered as (
    select range_agg(covered) as collected from masto.v_stream_coverage where state <> 'incomplete'
  ), observed as (
    select unnest(
             coalesce(range_agg(posted.during), '{}') * tstzmultirange(tstzrange(null, (select lower(collected) from covered)))
             + coalesce((select collected from covered), '{}')
               * (select tstzmultirange(tstzrange(begins, ends + silence)) from rule where begins is not null)
           ) as during
      from posted
  )
  select lower(during), upper(during), rule.silence from observed, rule order by 1
$$;

-- How often each hashtag was used in [recent_from, ends), in [past_from, recent_from) before that, and in the end of the
-- latter that is as long as the former. Of hashtags that enough people used recently. If it is more than 12 hours in all,
-- the past is counted from the hours of the batch job, so recent_from should be a whole hour; and where the posts of the
-- recent time are gone, that too, without languages and with a lower bound of the people.
create or replace function masto.hashtag_periods(past_from timestamptz, recent_from timestamptz, ends timestamptz)
  returns table (tag text, lang text, recent integer, past integer, before integer, people integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  before_from timestamptz := greatest(past_from, recent_from - (ends - recent_from));
  by_hours boolean := ends - past_from > interval '12 hours';
  posts_from timestamptz := case when by_hours then recent_from else past_from end;
begin
  if coalesce((select sealed_before from masto.pipeline), '-infinity') > recent_from then
    posts_from := ends;
  end if;
  return query
    with used as materialized (
      select folded.tag as folded, min(t.tag collate "C") as spelled, r.lang, r.user_id, r.created_at
        from masto.toots_raw r, unnest(r.hashtags) as t(tag),
             lateral (select masto.fold_hashtag(t.tag) as tag) as folded
       where r.created_at >= posts_from and r.created_at < ends and folded.tag <> ''
       group by r.id, folded.tag
    ), of_posts as (
      select u.folded, mode() within group (order by u.spelled) filter (where u.created_at >= recent_from) as spelled,
             mode() within group (order by u.lang) filter (where u.created_at >= recent_from) as lang,
             count(*) filter (where u.created_at >= recent_from) as recent,
             count(*) filter (where u.created_at < recent_from) as past,
             count(*) filter (where u.created_at >= before_from and u.created_at < recent_from) as before,
             count(distinct u.user_id) filter (where u.created_at >= recent_from) as people
        from used u
       group by u.folded
    ), of_hours as (
      select masto.fold_hashtag(h.hashtag) as folded,
             (array_agg(h.hashtag order by h.hour desc, h.toots_count desc, h.hashtag))[1] as spelled,
             coalesce(sum(h.toots_count) filter (where h.hour >= recent_from), 0) as recent,
             coalesce(sum(h.toots_count) filter (where h.hour < recent_from), 0) as past,
             coalesce(sum(h.toots_count) filter (where h.hour >= date_trunc('hour', before_from) and h.hour < recent_from), 0)
               as before,
             max(h.people) filter (where h.hour >= recent_from) as people
        from masto.batch_hashtag_by_hour h
       where (by_hours or posts_from = ends) and h.hour >= past_from and h.hour < ends
       group by 1
    )
    select left(coalesce(p.spelled, h.spelled), 100), coalesce(p.lang, ''),
           (case when posts_from = ends then h.recent else p.recent end)::integer,
           coalesce(h.past, p.past)::integer, coalesce(h.before, p.before)::integer,
           coalesce(p.people, h.people)::integer
      from of_posts p full join of_hours h using (folded)
     where coalesce(p.people, h.people) >= masto.min_people();
end
$$;

-- What these two replace.
drop function if exists masto.hashtag_history(timestamptz, timestamptz, timestamptz, interval);
drop function if exists masto.observed_seconds(timestamptz[], timestamptz, interval);
