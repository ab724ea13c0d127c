-- The schema of Trunkline. Names and columns that other programs rely on are the contract; the rest serves exactness.
-- Runs in one transaction, inside schema "masto", which the migrator has made.

-- ---------------------------------------------------------------------------------------------------------------
-- Posts
-- ---------------------------------------------------------------------------------------------------------------

-- One row for each surviving post, in its latest version. The ten columns of the contract come first.
create table masto.toots_raw (
  id              bigint      not null, -- the status id where it is a number below 2^63, else a stable 63-bit hash
  created_at      timestamptz not null, -- event time, to the millisecond
  username        text collate "C" not null, -- acct: name, or name@host
  user_id         text        not null,
  lang            text collate "C" not null, -- BCP 47; 'und' where the server says none
  content_txt     text        not null,
  content_html    text        not null,
  hashtags        text[]      not null,
  favourites      integer     not null, -- the highest number seen
  reblogs         integer     not null, -- the highest number seen
  instance        text        not null, -- host that the stream was read from
  status_id       text        not null, -- the id as that server gave it (a ULID on GoToSocial)
  uri             text,
  url             text,
  edited_at       timestamptz,          -- orders the versions of a post; null for the first
  in_reply_to_id  text,
  sensitive       boolean     not null,
  bot             boolean     not null,
  spoiler_text    text        not null,
  received_at     timestamptz,          -- ingest time, where the record says one
  late            boolean     not null, -- every record of the post came after its window was final
  content_len     integer     not null, -- Unicode code points of content_txt, as length() counts them
  content_version integer     not null, -- moves when the stored version changes: what a score is tied to
  constraint toots_raw_pkey primary key (id)
);

-- Time ranges are read through the windows; what reads raw rows by time (retention, reports) reads ranges of blocks,
-- and rows lie nearly in that order. A btree would cost every insert ten times as much.
create index toots_raw_created_at on masto.toots_raw using brin (created_at) with (pages_per_range = 32);

-- A status that was taken back, for good: ids are never given twice. Outlives topic retention and backfill.
-- A post and its tombstone never both survive: see core/store/apply/apply_batch.ts.
create table masto.tombstones (
  id         bigint      not null,
  instance   text        not null,
  status_id  text        not null,
  deleted_at timestamptz not null, -- the earliest receive time of its deletes
  constraint tombstones_pkey primary key (id)
);

-- What must not be stored again, whatever is still unread in the topic or in a spool.
create table masto.purge_rules (
  kind       text        not null constraint purge_rules_kind check (kind in ('account', 'post', 'instance')),
  value      text        not null, -- acct as in toots_raw.username; a status id or uri; a host
  created_at timestamptz not null default now(),
  constraint purge_rules_pkey primary key (kind, value)
);

-- ---------------------------------------------------------------------------------------------------------------
-- Windows: tumbling minutes [start, end) of event time, UTC. Only integers are added and subtracted, so that what is
-- retracted leaves nothing behind. Rows are updated in place again and again: the fill factor keeps room for that.
-- ---------------------------------------------------------------------------------------------------------------

create table masto.toot_metrics_windowed (
  window_start  timestamptz      not null,
  window_end    timestamptz      not null,
  lang          text collate "C" not null,
  toots_count   bigint           not null,
  avg_length    double precision generated always as (length_sum::double precision / nullif(toots_count, 0)) stored,
  length_sum    bigint           not null,
  late_count    bigint           not null,
  n_scored      bigint           generated always as (n_pos + n_neg + n_neu) stored,
  n_pos         bigint           not null default 0,
  n_neg         bigint           not null default 0,
  n_neu         bigint           not null default 0,
  n_unscored    bigint           not null default 0, -- judged, and left without a score for a stated reason
  prob_pos_sum  bigint           not null default 0, -- millionths, over the scored posts
  constraint toot_metrics_windowed_pkey primary key (window_start, lang)
) with (fillfactor = 50);

create table masto.user_avg_length_windowed (
  window_start  timestamptz      not null,
  window_end    timestamptz      not null,
  username      text collate "C" not null,
  avg_length    double precision generated always as (length_sum::double precision / nullif(toots_count, 0)) stored,
  toots_count   bigint           not null,
  length_sum    bigint           not null,
  constraint user_avg_length_windowed_pkey primary key (window_start, username)
);

-- ---------------------------------------------------------------------------------------------------------------
-- Positions, gaps, dead letters
-- ---------------------------------------------------------------------------------------------------------------

-- Where each partition stands. The one truth about what was applied: Kafka's committed offsets are a courtesy.
create table masto.stream_offsets (
  cluster_id      text        not null,
  topic           text        not null,
  "partition"     integer     not null,
  next_offset     bigint      not null,
  last_offset     bigint,               -- of the last applied record; with the next two it tells a topic made anew
  last_timestamp  bigint,               -- Kafka's, ms since 1970
  last_checksum   text,                 -- of its key and value
  watermark       timestamptz,          -- moves record by record, so that a replay finds the same records late
  clock_watermark timestamptz,          -- moves with the clock while the partition is caught up and idle
  end_offset      bigint,               -- the topic's, when last seen
  heard_at        timestamptz not null default now(), -- its consumer was alive
  updated_at      timestamptz not null default now(), -- a batch was applied
  constraint stream_offsets_pkey primary key (cluster_id, topic, "partition")
) with (fillfactor = 20);

-- One row: what holds for the whole pipeline.
create table masto.pipeline (
  only_row      boolean     not null default true,
  watermark     timestamptz, -- global: never moves backwards; windows that end at or before it are final
  sealed_before timestamptz, -- retention horizon: nothing older is stored or changed
  changes       bigint      not null default 0, -- moves when tables changed, for readers behind a pooler
  constraint pipeline_pkey primary key (only_row),
  constraint pipeline_one_row check (only_row)
) with (fillfactor = 20);
insert into masto.pipeline default values;

-- Where posts are or may be missing, and why.
create table masto.stream_gaps (
  gap_id      bigint      generated always as identity,
  kind        text        not null constraint stream_gaps_kind check (kind in ('source', 'retention')),
  source      text        not null, -- the stream, or cluster/topic/partition
  from_offset bigint,               -- first and one past the last offset that retention took
  to_offset   bigint,
  from_time   timestamptz,
  to_time     timestamptz,
  note        text        not null,
  detected_at timestamptz not null default now(),
  filled_at   timestamptz,
  constraint stream_gaps_pkey primary key (gap_id),
  constraint stream_gaps_once unique nulls not distinct (kind, source, from_offset, from_time)
);

-- Records that could not be stored, one row for each source position.
create table masto.dead_letters (
  letter_id      bigint      generated always as identity,
  cluster_id     text        not null,
  topic          text        not null,
  "partition"    integer     not null,
  "offset"       bigint      not null,
  reason         text        not null, -- a stable word
  error          text        not null,
  payload        bytea,                -- the original bytes, cut past 256 KB
  payload_length bigint      not null,
  payload_sha256 text        not null,
  at             timestamptz not null default now(),
  relayed_at     timestamptz,          -- written to the errors topic
  expires_at     timestamptz,          -- never judged for consent: goes early
  constraint dead_letters_pkey primary key (letter_id),
  constraint dead_letters_source unique (cluster_id, topic, "partition", "offset")
);
create index dead_letters_unrelayed on masto.dead_letters (letter_id) where relayed_at is null;

-- ---------------------------------------------------------------------------------------------------------------
-- Sentiment
-- ---------------------------------------------------------------------------------------------------------------

-- A post's score, or why it has none. Narrow, so that scoring never rewrites a post; written and removed only under
-- the lock of its row in toots_raw, and only for the content_version it was made from.
create table masto.toot_scores (
  id              bigint   not null,
  content_version integer  not null,
  prob_pos        integer,  -- millionths: P(positive | not neutral)
  label           smallint, -- 1 positive, -1 negative, 0 neutral
  model           text     not null,
  reason          text,     -- why there is no score
  constraint toot_scores_pkey primary key (id),
  constraint toot_scores_either check ((prob_pos is null) = (label is null) and (label is null) = (reason is not null))
);

create view masto.toots_sentiment as
  select r.id, r.created_at, r.lang, r.content_txt as text,
         case when s.prob_pos >= 500000 then 1 when s.prob_pos is not null then 0 end as label_bin,
         s.prob_pos / 1e6::double precision as prob_pos,
         case s.label when 1 then 'positive' when -1 then 'negative' when 0 then 'neutral' end as label_str,
         s.reason, s.model
    from masto.toot_scores s
    join masto.toots_raw r using (id);

-- From the windows, so that a sealed day keeps its sentiment. n_toosts is a published name, and counts scored posts.
create view masto.v_sentiment_daily as
  select (window_start at time zone 'UTC')::date as day,
         sum(n_scored)::bigint as n_toosts,
         sum(n_pos)::bigint as n_pos,
         sum(n_neg)::bigint as n_neg,
         sum(n_neu)::bigint as n_neu,
         (sum(prob_pos_sum) / nullif(sum(n_scored), 0) / 1e6)::double precision as avg_prob_pos,
         sum(toots_count - n_scored)::bigint as n_unscored
    from masto.toot_metrics_windowed
   group by 1;

create view masto.v_sentiment_coverage as
  select lang,
         sum(toots_count)::bigint as toots_count,
         sum(n_scored)::bigint as n_scored,
         sum(n_unscored)::bigint as n_unscored,
         sum(toots_count - n_scored - n_unscored)::bigint as n_pending
    from masto.toot_metrics_windowed
   group by lang;

-- ---------------------------------------------------------------------------------------------------------------
-- Final windows and health
-- ---------------------------------------------------------------------------------------------------------------

create view masto.toot_metrics_final as
  select w.* from masto.toot_metrics_windowed w, masto.pipeline p where w.window_end <= p.watermark;

create view masto.user_avg_length_final as
  select w.* from masto.user_avg_length_windowed w, masto.pipeline p where w.window_end <= p.watermark;

create view masto.v_pipeline_health as
  select cluster_id, topic, "partition", next_offset, end_offset,
         greatest(end_offset - next_offset, 0) as lag,
         greatest(watermark, clock_watermark) as watermark,
         updated_at, heard_at,
         heard_at > now() - interval '2 minutes' as active
    from masto.stream_offsets;

-- ---------------------------------------------------------------------------------------------------------------
-- Batch tables: replaced by the batch job, empty until its first run
-- ---------------------------------------------------------------------------------------------------------------

create table masto.batch_active_users (
  username text collate "C" primary key, toots_count bigint not null, avg_len double precision not null
);
create table masto.batch_hashtag_by_hour (
  hour timestamptz not null, hashtag text collate "C" not null, toots_count bigint not null,
  primary key (hour, hashtag)
);
create table masto.batch_top_hashtag (hashtag text collate "C" primary key, toots_count bigint not null);
create table masto.batch_toots_per_day (day date primary key, toots_count bigint not null);
create table masto.batch_avg_len_per_day (day date primary key, avg_len double precision not null);
create table masto.batch_toots_by_lang_per_day (
  day date not null, lang text collate "C" not null, toots_count bigint not null, primary key (day, lang)
);
