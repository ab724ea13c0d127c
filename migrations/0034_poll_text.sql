-- The options of a post's poll, one a line: they are judged with its text. Null without a poll, for posts of earlier builds, and
-- for those of producers that do not say.
alter table masto.toots_raw add column poll_text text;
