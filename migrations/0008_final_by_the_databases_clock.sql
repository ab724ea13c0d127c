-- The database's clock bounds every watermark that moves with a clock: a consumer whose own clock was ahead made windows
-- final for good. What such a consumer left is put right here, once.
update masto.stream_offsets set clock_watermark = now() where clock_watermark > now();
update masto.pipeline set watermark = now() where watermark > now();

comment on column masto.stream_offsets.watermark is
  'Highest event time of its records, less the out-of-orderness bound. Moves record by record.';
comment on column masto.stream_offsets.clock_watermark is
  'While nothing waits in the partition and nothing comes: how far the newest record of the whole topic shows that the '
  'source was heard. Once nothing came to any partition for SOURCE_HOLD (15 minutes): the database''s clock less '
  'SOURCE_HOLD and the out-of-orderness bound, for silence alone does not tell a quiet source from one that is away.';
comment on column masto.pipeline.watermark is
  'Global: the lowest of the active partitions, each the later of its two watermarks; never moves backwards, and is never '
  'ahead of the database''s clock less the out-of-orderness bound. Windows that end at or before it are final.';

-- Also where an older consumer, which goes by its own clock, is still running: what the future holds is not final.
create or replace view masto.toot_metrics_final as
  select w.* from masto.toot_metrics_windowed w, masto.pipeline p
   where w.window_end <= p.watermark and w.window_end <= now();

create or replace view masto.user_avg_length_final as
  select w.* from masto.user_avg_length_windowed w, masto.pipeline p
   where w.window_end <= p.watermark and w.window_end <= now();
comment on view masto.toot_metrics_final is
  'Minutes that no more posts are expected in. After a silence of the source the last ones come SOURCE_HOLD later.';
comment on view masto.user_avg_length_final is
  'Minutes that no more posts are expected in. After a silence of the source the last ones come SOURCE_HOLD later.';
