-- A status that our gate took back may come again: an edit that it refuses withdraws all versions up to that one, and a
-- later one that passes is stored. A delete of the server's own is for good, as are all those that are here already.
alter table masto.tombstones
  -- No version edited at or before this is stored; '-infinity': the first version, 'infinity': none, ever.
  add column up_to           timestamptz not null default 'infinity',
  -- What later versions add to: counters and times of all that was seen, and no word of what was said. Nothing of it is
  -- kept of a status that is gone for good.
  add column favourites      integer     not null default 0,
  add column reblogs         integer     not null default 0,
  add column received_at     timestamptz,
  add column late            boolean     not null default true,
  -- Versions of one post never repeat: a score of a withdrawn text must not pass for one of the next.
  add column content_version integer     not null default 0;
comment on table masto.tombstones is
  'Statuses that were taken back: for good where up_to is infinity, else until a version that was edited later.';
