-- What of the topics is in the tables, as a text that is made of masto.stream_offsets (core/postgres/applied_state.ts), …
-- … when readers were last told that tables changed: where it differs from that of now they are still to be told.
alter table masto.pipeline add column announced text;
-- … in the snapshot that the batch tables were made from.
alter table masto.batch_run add column applied text;
