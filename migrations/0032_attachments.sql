-- How many pictures, videos and sound files a post has, and how many of them have a description (alternative text). Null for
-- posts of earlier builds and of producers that do not say, so that a share is one of posts of which it is known.
alter table masto.toots_raw
  add column attachment_count integer,
  add column described_count  integer;
comment on column masto.toots_raw.attachment_count is 'Pictures, videos and sound files; null where that is not known.';
comment on column masto.toots_raw.described_count is 'How many of them have a description (alternative text).';

alter table masto.batch_kinds_per_day
  add column media_known_count bigint not null default 0, -- posts of which the attachments are known
  add column media_count       bigint not null default 0, -- of these, posts with an attachment
  add column attachment_count  bigint not null default 0,
  add column described_count   bigint not null default 0;
