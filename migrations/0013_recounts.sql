-- How far the stored posts have been brought to the rules by which columns are derived from what a server sent: a row for
-- each change of the rules (core/post/derived_columns.ts). What is stored later follows them from the start.
create table masto.recounts (
  rules     integer     primary key, -- 2: the text is what a browser shows of the HTML, languages are folded
  up_to     bigint,                  -- the highest id to look at; null until no consumer with earlier rules is left
  position  bigint,                  -- ids up to this one are done; null at the beginning
  looked_at bigint      not null default 0,
  changed   bigint      not null default 0,
  done_at   timestamptz
);
insert into masto.recounts (rules, done_at)
select 2, case when not exists (select from masto.toots_raw) then now() end;
