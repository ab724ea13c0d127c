-- Posts that the stream had not brought, and that REST gave later. Null for all others: most rows have nulls anyway, so the
-- column costs nothing.
alter table masto.toots_raw add column backfilled boolean;
comment on column masto.toots_raw.backfilled is 'True where the record that stored the post was read by REST.';
