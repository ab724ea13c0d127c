-- Stores posts that nothing is known of yet, in one call instead of a statement for each table: most batches of a live
-- stream hold nothing else. True where all is stored. False, with nothing written, where something is known of one of the
-- posts, where a partition does not stand where its consumer believes, or where the schema is newer than the consumer: then
-- the batch goes through a transaction of several statements, which decides.
--
-- The rules, and the order of locks, are those of core/apply/apply_batch.ts. Each statement in here takes a snapshot
-- of its own (the function is volatile, the isolation level read committed), as if it had been sent alone.
--
-- To change it, rename this file to the next free number of the migrations: see core/postgres/migrations.ts.
create or replace function masto.apply_new_posts(
  schema_lock    bigint,  -- the advisory lock under which the schema stays as it is
  refusals_lock  bigint,  -- the advisory lock under which purge rules and the retention horizon stay as they are
  schema_version integer, -- the newest that the caller knows
  cluster        text,
  offsets        json,    -- where each partition stands (from, since) and where it goes
  posts          json,    -- rows of toots_raw, by id
  scores         json,
  languages      json,    -- what each window gains, in the order in which windows are locked
  users          json
) returns boolean language plpgsql volatile as $$
declare
  ids bigint[] := array(select (value ->> 'id')::bigint from json_array_elements(posts));
begin
  perform pg_advisory_xact_lock_shared(schema_lock), pg_advisory_xact_lock_shared(refusals_lock);
  if (select max(version) from masto.schema_migrations) > schema_version then
    return false;
  end if;
  perform from masto.stream_offsets o
   where o.cluster_id = cluster
     and (o.topic, o."partition") in (select n.topic, n."partition"
                                        from json_to_recordset(offsets) as n (topic text, "partition" int))
   order by o.topic, o."partition"
     for update;
  if exists (
    select from json_to_recordset(offsets) as n (topic text, "partition" int, "from" bigint, since timestamptz)
      left join masto.stream_offsets o
        on o.cluster_id = cluster and o.topic = n.topic and o."partition" = n."partition"
     where o.next_offset is distinct from n."from" or o.watermark is distinct from n.since
  ) or exists (
    select from masto.toots_raw where id = any(ids)
  ) or exists (
    select from masto.tombstones where id = any(ids)
  ) or exists (
    select from masto.purge_rules r,
                json_to_recordset(posts) as n (username text, instance text, status_id text, uri text)
     where case r.kind
             when 'account' then n.username = r.value
             when 'post' then n.status_id = r.value or n.uri = r.value
             else n.instance = r.value or right(n.username, length(r.value) + 1) = '@' || r.value
           end
  ) or exists (
    select from masto.pipeline p, json_to_recordset(posts) as n (created_at timestamptz)
     where n.created_at < p.sealed_before
  ) then
    return false;
  end if;

  -- Ids that another transaction has just stored fail here with 23505.
  insert into masto.toots_raw select * from json_populate_recordset(null::masto.toots_raw, posts);
  -- Whoever deleted one of them while the insert waited for the id has committed by now.
  if exists (select from masto.tombstones where id = any(ids)) then
    raise exception 'a post was deleted while it was stored' using errcode = 'serialization_failure';
  end if;

  insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
  select n.* from json_to_recordset(scores) as n (
    id bigint, "contentVersion" int, "probPos" int, label smallint, model text, reason text, language text);

  insert into masto.toot_metrics_windowed as w
    (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, n_unscored, prob_pos_sum)
  select to_timestamp(n.minute * 60.0), to_timestamp(n.minute * 60.0 + 60), n.lang,
         n.count, n.length, n.late, n.pos, n.neg, n.neu, n.unscored, n."probPos"
    from json_to_recordset(languages) as n (
           minute int, lang text, count bigint, length bigint, late bigint, pos bigint, neg bigint, neu bigint,
           unscored bigint, "probPos" bigint)
  on conflict (window_start, lang) do update set
    toots_count = w.toots_count + excluded.toots_count,
    length_sum = w.length_sum + excluded.length_sum,
    late_count = w.late_count + excluded.late_count,
    n_pos = w.n_pos + excluded.n_pos,
    n_neg = w.n_neg + excluded.n_neg,
    n_neu = w.n_neu + excluded.n_neu,
    n_unscored = w.n_unscored + excluded.n_unscored,
    prob_pos_sum = w.prob_pos_sum + excluded.prob_pos_sum;

  insert into masto.user_avg_length_windowed as w
    (window_start, window_end, username, toots_count, length_sum)
  select to_timestamp(n.minute * 60.0), to_timestamp(n.minute * 60.0 + 60), n.username, n.count, n.length
    from json_to_recordset(users) as n (minute int, username text, count bigint, length bigint)
  on conflict (window_start, username) do update set
    toots_count = w.toots_count + excluded.toots_count,
    length_sum = w.length_sum + excluded.length_sum;

  update masto.stream_offsets o
     set next_offset = n."nextOffset",
         last_offset = coalesce((n.last ->> 'offset')::bigint, o.last_offset),
         last_timestamp = coalesce((n.last ->> 'timestamp')::bigint, o.last_timestamp),
         last_checksum = coalesce(n.last ->> 'checksum', o.last_checksum),
         watermark = n.watermark,
         updated_at = now()
    from json_to_recordset(offsets) as n (
           topic text, "partition" int, "nextOffset" bigint, last json, watermark timestamptz)
   where o.cluster_id = cluster and o.topic = n.topic and o."partition" = n."partition";
  return true;
end
$$;

-- Builds from before 0015 call it without the schema's version. They are refused, in words.
create or replace function masto.apply_new_posts(
  refusals_lock bigint, cluster text, offsets json, posts json, scores json, languages json, users json
) returns boolean language plpgsql volatile as $$
begin
  raise exception 'the schema is newer than this build: use the newer build' using errcode = 'undefined_function';
end
$$;
