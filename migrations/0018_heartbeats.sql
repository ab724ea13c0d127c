-- How each part of each process is, as the process itself last said: for `status` on another machine, and for the page.
-- Rows are updated in place every few seconds (no other index: all updates are HOT), and are deleted when their process ends.
create table masto.heartbeats (
  process   text        not null, -- host, process id and command
  part      text        not null, -- source, kafka, consumer … (core/base/trouble.ts)
  state     text        not null check (state in ('ok', 'degraded', 'down')),
  words     text        not null, -- may quote an error of a server, so the page's role does not read it
  since     timestamptz not null, -- in this state, on the database's clock
  heard_at  timestamptz not null,
  primary key (process, part)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The worst state of each part among the processes that have lately said how they are.
create view masto.v_health as
select part, (array['ok', 'degraded', 'down'])[worst] as state,
       min(since) filter (where badness = worst) as since
  from (select part, since, badness, max(badness) over (partition by part) as worst
          from (select part, since, array_position(array['ok', 'degraded', 'down'], state) as badness
                  from masto.heartbeats
                 where heard_at > now() - interval '20 seconds') lately) ranked
 group by part, worst;
