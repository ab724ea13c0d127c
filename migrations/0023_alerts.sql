-- What was noticed and told: hashtags that rise, bursts of what is tracked, moods, sources gone silent. Counts of at least three
-- people, no names and no posts. One row is one alert: its key stands once within its quiet time (core/alerts/).
create table masto.alerts (
  alert_id bigint      generated always as identity primary key,
  kind     text        not null constraint alerts_kind check (kind in ('rising', 'burst', 'mood', 'silent')),
  key      text        not null, -- what it is about
  title    text        not null,
  at       timestamptz not null default now(),
  sent_at  timestamptz,          -- null: not sent, or not to be sent
  is_quiet boolean     not null default false -- noticed in quiet hours: in the feed, and never sent
);
create index alerts_by_time on masto.alerts (at desc);
