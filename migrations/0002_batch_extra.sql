-- What an analyst asks for after the six batch tables. Filled by the batch job; days and hours are UTC.

create table masto.batch_toots_by_server_per_day (
  day date not null, server text collate "C" not null, toots_count bigint not null, primary key (day, server)
);

-- Public streams carry no boosts and no replies to others: a reply seen here goes on its author's own thread.
create table masto.batch_kinds_per_day (
  day           date   primary key,
  toots_count   bigint not null,
  bot_count     bigint not null, -- by accounts that say they are bots
  thread_count  bigint not null, -- continue a thread
  hashtag_count bigint not null, -- carry at least one hashtag
  edited_count  bigint not null
);

-- hours_seen: how many such hours lie between the first and the last post, so that counts can be compared.
create table masto.batch_hour_of_week (
  iso_weekday smallint not null, -- 1 Monday … 7 Sunday
  hour        smallint not null, -- 0 … 23
  toots_count bigint   not null,
  hours_seen  integer  not null,
  primary key (iso_weekday, hour)
);

-- Hashtags of the newest recent_hours against the past_hours before them. expected is the past at the recent length.
create table masto.batch_rising_hashtag (
  hashtag      text collate "C"  primary key,
  recent_count bigint            not null,
  past_count   bigint            not null,
  recent_hours integer           not null,
  past_hours   integer           not null,
  expected     double precision  not null,
  score        double precision  not null -- (recent - expected) / sqrt(expected + 1)
);

-- One row, from the first run on: what the batch tables were made from.
create table masto.batch_run (
  only_row           boolean     primary key default true constraint batch_run_one_row check (only_row),
  finished_at        timestamptz not null,
  toots_count        bigint      not null, -- rows of toots_raw in the snapshot
  activity_min_toots integer     not null,
  changes            bigint      not null  -- masto.pipeline.changes in the snapshot
);

create view masto.v_lang_share_per_day as
  select day, lang, toots_count,
         toots_count / sum(toots_count) over (partition by day)::double precision as share
    from masto.batch_toots_by_lang_per_day;
