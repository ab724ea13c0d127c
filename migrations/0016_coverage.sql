-- What was read of each stream, from when to when. What nothing covers was not collected: gaps are derived from this, so
-- that one that nobody noted is there too.

-- Coverage events, by partition of the topic: each partition holds a copy of an event behind the posts that it is about,
-- and writes its own row only. Ranges that touch are one, so a row grows with the interruptions, not with the time.
create table masto.stream_coverage (
  instance    text           not null, -- host that the stream was read from
  stream      text           not null, -- as MASTODON_STREAM writes it
  state       text           not null constraint stream_coverage_state check (state in ('live', 'filled', 'incomplete')),
  partitions  integer        not null, -- how many the topic had
  "partition" integer        not null,
  covered     tstzmultirange not null,
  constraint stream_coverage_pkey primary key (instance, stream, state, partitions, "partition")
) with (fillfactor = 50);

-- What reading gaps again by REST has found: a row for each such event.
create table masto.gap_fills (
  key        text        not null, -- the event's: reading it twice makes one row
  instance   text        not null,
  stream     text        not null,
  state      text        not null,
  during     tstzrange   not null,
  why        text        not null, -- why the stream was away
  posts      integer     not null, -- read by REST
  rechecked  integer     not null, -- stored posts that were looked up again for edits and deletes
  unverified integer     not null, -- of these, posts of which nothing certain is known
  at         timestamptz not null default now(),
  constraint gap_fills_pkey primary key (key)
);

-- A stretch counts once the posts of all partitions are in the tables.
create view masto.v_stream_coverage as
  select instance, stream, state, range_agg(covered) as covered
    from (select instance, stream, state, range_intersect_agg(covered) as covered
            from masto.stream_coverage
           group by instance, stream, state, partitions
          having count(*) = partitions) whole
   group by instance, stream, state;

-- The ledger of gaps: what retention took is noted when it is found out, everything else is derived.
alter table masto.stream_gaps rename to retention_gaps;
alter table masto.retention_gaps rename constraint stream_gaps_pkey to retention_gaps_pkey;
alter table masto.retention_gaps rename constraint stream_gaps_kind to retention_gaps_kind;
alter table masto.retention_gaps rename constraint stream_gaps_once to retention_gaps_once;

create view masto.stream_gaps as
  with of_stream as (
    select instance, stream,
           coalesce(range_agg(covered) filter (where state = 'live'), '{}') as live,
           coalesce(range_agg(covered) filter (where state <> 'incomplete'), '{}') as collected,
           coalesce(range_agg(covered), '{}') as known
      from masto.v_stream_coverage
     group by instance, stream
  )
  , source_gap as (
    select instance, stream, hole, collected @> hole as complete,
           -- A stream whose coverage ended a while ago is away now.
           upper(hole) = now() as is_open
      from of_stream,
           unnest(tstzmultirange(tstzrange(lower(known), case when upper(known) < now() - interval '45 seconds'
                                                              then now() else upper(known) end)) - live) as hole
     where not isempty(known)
  )
  select gap_id, kind, source, from_offset, to_offset, from_time, to_time,
         extract(epoch from to_time - from_time)::float8 as seconds,
         note as why, null::bigint as posts_recovered, null::bigint as rechecked, null::bigint as deletes_unverified,
         false as complete, note, detected_at, filled_at
    from masto.retention_gaps
  union all
  select hashtextextended(concat_ws('/', instance, stream, lower(hole)), 0), 'source', concat_ws('/', instance, stream),
         null, null, lower(hole), case when not is_open then upper(hole) end,
         extract(epoch from upper(hole) - lower(hole))::float8,
         coalesce(fill.why, 'Trunkline was not running, or the stream was away'),
         coalesce(fill.posts, 0), coalesce(fill.rechecked, 0), coalesce(fill.unverified, 0),
         complete,
         case when complete then 'not read from the stream, filled by REST'
              when is_open then 'nothing was read since then'
              else 'not read from the stream, and not filled' end,
         case when is_open then now() else upper(hole) end,
         case when complete then fill.at end
    from source_gap g
    left join lateral (
           select string_agg(distinct f.why, '; ') filter (where f.why <> '') as why, sum(f.posts) as posts,
                  sum(f.rechecked) as rechecked, sum(f.unverified) as unverified, max(f.at) as at
             from masto.gap_fills f
            where f.instance = g.instance and f.stream = g.stream and f.during && g.hole) fill on true;

-- How far the watermark stays behind the highest event time, as the consumers are configured.
alter table masto.pipeline add column out_of_orderness interval not null default interval '60 seconds';

-- What was collected of each minute of [$1, $2), for each stream. A post may come as late as the out-of-orderness bound
-- allows, so a minute is covered if its stream was read from its start until so long after its end. Minutes for which it is
-- too early to say are left out.
create function masto.window_completeness(timestamptz, timestamptz)
  returns table (window_start timestamptz, source text, state text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with of_stream as (
    select concat_ws('/', instance, stream) as source,
           coalesce(range_agg(covered) filter (where state = 'live'), '{}') as live,
           coalesce(range_agg(covered) filter (where state <> 'incomplete'), '{}') as collected,
           range_agg(covered) as known
      from masto.v_stream_coverage
     group by instance, stream
  )
  , lost as (
    select coalesce(range_agg(tstzrange(from_time, to_time)), '{}') as lost
      from masto.retention_gaps
     where from_time < to_time
  )
  select minute, source,
         case when lost && needed then 'incomplete'
              when live @> needed then 'complete'
              when collected @> needed then 'filled'
              when known && tstzrange(minute, minute + interval '1 minute') then 'incomplete'
              else 'not_collected' end
    from (select out_of_orderness from masto.pipeline) p,
         generate_series(date_trunc('minute', greatest($1, timestamptz '2010-01-01 00:00+00')),
                         least($2, now()) - interval '1 microsecond', interval '1 minute') as minute,
         lateral (select tstzrange(minute, minute + interval '1 minute' + out_of_orderness) as needed) n,
         lost,
         of_stream
   where minute >= $1
     and (upper(needed) <= upper(collected) or upper(needed) <= now() - interval '30 seconds')
$$;

create view masto.v_window_completeness as
  select * from masto.window_completeness(date_trunc('minute', now()) - interval '7 days', now());
comment on view masto.v_window_completeness is
  'The last 7 days, a row a minute and stream: complete (read from the stream), filled (in part read by REST), incomplete, '
  'not_collected.';
