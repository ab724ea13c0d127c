import type { Coverage } from "../post/coverage.ts";
import type { Sql } from "../postgres/connect.ts";
import { timestamp } from "./backlog/text_format.ts";

/** A copy of a coverage event, and the partition that it was read from. */
export interface PartCoverage extends Coverage {
  readonly partition: number;
}

/**
 * Adds what was covered to the rows of the partitions that it was read from. Adding a stretch again changes nothing. The
 * copy in partition 0 also notes what filling a gap, or an audit, has found; a loss that an audit has found covers nothing,
 * and neither does the end of a stream.
 */
export function addCoverage(sql: Sql, parts: readonly PartCoverage[]): readonly Promise<unknown>[] {
  const rows = JSON.stringify(parts.map(({ from, to, fill, ...part }) => ({
    ...part,
    ...fill,
    from: timestamp(from),
    to: timestamp(to),
  })));
  const adding = sql`
    insert into masto.stream_coverage as c (instance, stream, state, partitions, "partition", covered)
    select instance, stream, state, partitions, "partition", range_agg(tstzrange("from", "to"))
      from json_to_recordset(${rows}::text::json) as n (
             instance text, stream text, state text, partitions int, "partition" int, "from" timestamptz,
             "to" timestamptz)
     where state not in ('lost', 'ended')
     group by 1, 2, 3, 4, 5
     order by 1, 2, 3, 4, 5
    on conflict (instance, stream, state, partitions, "partition") do update
      set covered = c.covered + excluded.covered`.execute();
  const writes = [adding];
  if (parts.some(({ state }) => state === "ended")) {
    writes.push(
      sql`
      insert into masto.stream_ends (instance, stream, ended_at)
      select instance, stream, max("to")
        from json_to_recordset(${rows}::text::json) as n (instance text, stream text, state text, "to" timestamptz)
       where state = 'ended'
       group by 1, 2
       order by 1, 2
      on conflict (instance, stream) do update
        set ended_at = greatest(stream_ends.ended_at, excluded.ended_at)`.execute(),
    );
  }
  if (!parts.some(({ fill, partition }) => fill !== null && partition === 0)) return writes;
  const noting = sql`
    insert into masto.gap_fills (key, instance, stream, state, during, why, posts, rechecked, unverified)
    select key, instance, stream, state, tstzrange("from", "to"), why, posts, rechecked, unverified
      from json_to_recordset(${rows}::text::json) as n (
             key text, instance text, stream text, state text, "from" timestamptz, "to" timestamptz,
             "partition" int, why text, posts int, rechecked int, unverified int)
     where "partition" = 0 and why is not null
     order by key
    on conflict (key) do nothing`.execute();
  return [...writes, noting];
}
