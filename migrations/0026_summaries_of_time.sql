-- The index by time knows a stretch of blocks once it is summarised. Without these settings that waited for the next
-- vacuum, which on a table of a million posts comes after 200,000 more: until then each read of any minute read them all.
alter index masto.toots_raw_created_at set (autosummarize = on);
alter table masto.toots_raw set (
  autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02
);
