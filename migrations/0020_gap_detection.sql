-- The ledger of gaps as before, but a gap that lasts has one time at which it was noticed: readers compare the rows.
create or replace view masto.stream_gaps as
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
         case when is_open then lower(hole) + interval '45 seconds' else upper(hole) end,
         case when complete then fill.at end
    from source_gap g
    left join lateral (
           select string_agg(distinct f.why, '; ') filter (where f.why <> '') as why, sum(f.posts) as posts,
                  sum(f.rechecked) as rechecked, sum(f.unverified) as unverified, max(f.at) as at
             from masto.gap_fills f
            where f.instance = g.instance and f.stream = g.stream and f.during && g.hole) fill on true;
