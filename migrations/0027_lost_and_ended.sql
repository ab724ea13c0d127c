-- Two more things that the producer says of a stream. `lost`: the server has lost events of it on an open connection, and an
-- audit has found them; a row of masto.gap_fills with that state. `ended`: nobody reads the stream any more.

-- The producer that read a stream was started without it. Coverage that comes later takes that back.
create table masto.stream_ends (
  instance text        not null,
  stream   text        not null,
  ended_at timestamptz not null,
  constraint stream_ends_pkey primary key (instance, stream)
);

-- The ledger of gaps as before, with what audits have found (`audit`), and without an open gap of a stream that has ended.
create or replace view masto.stream_gaps as
  with of_stream as (
    select instance, stream,
           coalesce(range_agg(covered) filter (where state = 'live'), '{}') as live,
           coalesce(range_agg(covered) filter (where state <> 'incomplete'), '{}') as collected,
           coalesce(range_agg(covered), '{}') as known,
           coalesce(bool_or(ended_at > upper_of_stream), false) as has_ended
      from (select c.*, e.ended_at, max(upper(c.covered)) over (partition by c.instance, c.stream) as upper_of_stream
              from masto.v_stream_coverage c
              left join masto.stream_ends e using (instance, stream)) c
     group by instance, stream
  )
  , source_gap as (
    select instance, stream, hole, collected @> hole as complete,
           -- A stream whose coverage ended a while ago is away now.
           upper(hole) = now() as is_open
      from of_stream,
           unnest(tstzmultirange(tstzrange(lower(known),
                                           case when upper(known) < now() - interval '45 seconds' and not has_ended
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
         case when is_open then lower(hole) + interval '45 seconds' else upper(hole) end,
         case when complete then fill.at end
    from source_gap g
    left join lateral (
           select string_agg(distinct f.why, '; ') filter (where f.why <> '') as why, sum(f.posts) as posts,
                  sum(f.rechecked) as rechecked, sum(f.unverified) as unverified, max(f.at) as at
             from masto.gap_fills f
            where f.instance = g.instance and f.stream = g.stream and f.during && g.hole and f.state <> 'lost') fill on true
  union all
  select hashtextextended(key, 0), 'audit', concat_ws('/', instance, stream), null, null, lower(during), upper(during),
         extract(epoch from upper(during) - lower(during))::float8, why, posts, rechecked, unverified, unverified = 0,
         case when unverified = 0 then 'lost on an open connection, found and read again by REST'
              else 'lost on an open connection, and in part not verified' end,
         at, case when unverified = 0 then at end
    from masto.gap_fills
   where state = 'lost';

-- As before; a minute in which events were lost on an open connection is filled, or incomplete where some are not verified,
-- and a stream that has ended has no minutes after its end.
create or replace function masto.window_completeness(timestamptz, timestamptz)
  returns table (window_start timestamptz, source text, state text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  with of_stream as (
    select concat_ws('/', c.instance, c.stream) as source,
           coalesce(range_agg(covered) filter (where c.state = 'live'), '{}') as live,
           coalesce(range_agg(covered) filter (where c.state <> 'incomplete'), '{}') as collected,
           range_agg(covered) as known,
           max(e.ended_at) as ended_at,
           (select coalesce(range_agg(f.during) filter (where f.unverified = 0), '{}') from masto.gap_fills f
             where f.instance = c.instance and f.stream = c.stream and f.state = 'lost') as read_again,
           (select coalesce(range_agg(f.during) filter (where f.unverified > 0), '{}') from masto.gap_fills f
             where f.instance = c.instance and f.stream = c.stream and f.state = 'lost') as unverified
      from masto.v_stream_coverage c
      left join masto.stream_ends e using (instance, stream)
     group by c.instance, c.stream
  )
  , lost as (
    select coalesce(range_agg(tstzrange(from_time, to_time)), '{}') as lost
      from masto.retention_gaps
     where from_time < to_time
  )
  select minute, source,
         case when lost && needed or unverified && whole then 'incomplete'
              when live @> needed and not read_again && whole then 'complete'
              when collected @> needed then 'filled'
              when known && whole then 'incomplete'
              else 'not_collected' end
    from (select out_of_orderness from masto.pipeline) p,
         generate_series(date_trunc('minute', greatest($1, timestamptz '2010-01-01 00:00+00')),
                         least($2, now()) - interval '1 microsecond', interval '1 minute') as minute,
         lateral (select tstzrange(minute, minute + interval '1 minute') as whole,
                         tstzrange(minute, minute + interval '1 minute' + out_of_orderness) as needed) n,
         lost,
         of_stream
   where minute >= $1
     and (upper(needed) <= upper(collected) or upper(needed) <= now() - interval '30 seconds')
     and (ended_at is null or ended_at <= upper(known) or minute < ended_at)
$$;
