-- Why the consumer of a partition does not read it on, in words; null where it does. The consumer renews it every
-- second with heard_at, so that `status` shows it and other consumers of the group know what they need not wait for.
alter table masto.stream_offsets add column stopped text;

create or replace view masto.v_pipeline_health as
  select cluster_id, topic, "partition", next_offset, end_offset,
         greatest(end_offset - next_offset, 0) as lag,
         greatest(watermark, clock_watermark) as watermark,
         updated_at, heard_at,
         heard_at > now() - interval '2 minutes' as active,
         stopped
    from masto.stream_offsets;
