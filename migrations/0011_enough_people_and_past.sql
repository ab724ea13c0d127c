-- Two rules that the page, the report and every reader share.
--
-- Enough people: a hashtag of one or two people points at them, and so does a server. Readers see what at least
-- masto.min_people() share.
-- Enough past: what is usual is said only of time that was observed. A pipeline that has just started, or stood still, has
-- seen no post of the time before, which is not the same as a time without posts.

create function masto.min_people() returns integer
  language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp
as 'select 3';

-- How many different people are behind a count; 0 where that was not counted: of hours that were sealed before.
alter table masto.batch_hashtag_by_hour add column people integer not null default 0;
-- At least so many: of sealed hours only the largest counts, since the people of two hours may be the same.
alter table masto.batch_top_hashtag add column people integer not null default 0;
-- In the recent hours.
alter table masto.batch_rising_hashtag add column people integer not null default 0;
-- Many servers have one account.
alter table masto.batch_toots_by_server_per_day add column people integer not null default 0;

-- The owner sees every row, as it sees every post. Whoever else may read these tables sees what enough people share.
alter table masto.batch_hashtag_by_hour enable row level security;
alter table masto.batch_top_hashtag enable row level security;
alter table masto.batch_rising_hashtag enable row level security;
alter table masto.batch_toots_by_server_per_day enable row level security;
create policy enough_people on masto.batch_hashtag_by_hour for select using (people >= masto.min_people());
create policy enough_people on masto.batch_top_hashtag for select using (people >= masto.min_people());
create policy enough_people on masto.batch_rising_hashtag for select using (people >= masto.min_people());
create policy enough_people on masto.batch_toots_by_server_per_day for select using (people >= masto.min_people());

-- What the rising hashtags were measured on: hours of now, hours before them, and how many of those were observed. None
-- rises where less than half of them were.
alter table masto.batch_run
  add column rising_recent_hours   integer,
  add column rising_past_hours     integer,
  add column rising_observed_hours double precision;
-- The next batch counts people although no post has changed.
update masto.batch_run set changes = -1;

-- How much of the time until $2 was observed, in seconds, by the minutes $1 in which there were posts: the time between two
-- posts that lie at most $3 apart. What comes before the first post, and a longer silence, may be time in which nobody
-- listened.
create function masto.observed_seconds(timestamptz[], timestamptz, interval) returns double precision
  language sql immutable
  set search_path = pg_catalog, pg_temp
as $$
  with spaced as (
    select lead(at, 1, $2) over (order by at) - at as until_next
      from (select distinct at from unnest($1) as each (at) where at < $2) as posted
  )
  select coalesce(sum(extract(epoch from case when until_next <= $3 then until_next else interval '1 minute' end)), 0)
           ::double precision
    from spaced
$$;

-- As before, and of enough people only.
create or replace function masto.hashtags_between(timestamptz, timestamptz)
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
  having count(distinct used.user_id) >= masto.min_people()
   order by 2 desc
   limit 20000
$$;

-- Posts in each step of [$1, $2), $4 long and numbered from 0, of the hashtags that enough people used in [$3, $2).
create function masto.hashtag_history(timestamptz, timestamptz, timestamptz, interval)
  returns table (tag text, step integer, posts integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with shared as materialized (
    select lower(t.tag) as tag
      from masto.toots_raw r, unnest(r.hashtags) as t(tag)
     where r.created_at >= greatest($1, $3) and r.created_at < $2 and t.tag <> ''
     group by 1
    having count(distinct r.user_id) >= masto.min_people()
  )
  select left(lower(t.tag), 100), floor(extract(epoch from r.created_at - $1) / extract(epoch from $4))::integer,
         count(distinct r.id)::integer
    from masto.toots_raw r, unnest(r.hashtags) as t(tag)
   where r.created_at >= $1 and r.created_at < $2 and lower(t.tag) in (select shared.tag from shared)
   group by 1, 2
$$;

-- What the reader's password is made from: drawn by the server, so that it stands in no statement and in no log.
create table masto.reader_secret (
  only_row boolean primary key default true constraint reader_secret_one_row check (only_row),
  secret   text    not null default gen_random_uuid()::text || gen_random_uuid()::text
);
insert into masto.reader_secret default values;
