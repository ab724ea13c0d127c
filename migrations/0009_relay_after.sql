-- When a dead letter that is not in the errors topic yet is tried next; infinity where Kafka takes it in no form.
alter table masto.dead_letters add column relay_after timestamptz not null default '-infinity';
drop index masto.dead_letters_unrelayed;
create index dead_letters_unrelayed on masto.dead_letters (relay_after, letter_id) where relayed_at is null;
