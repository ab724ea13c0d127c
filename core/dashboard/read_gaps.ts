import type { Sql } from "../postgres/connect.ts";
import type { Gap } from "./wire.ts";

// The newest, and none older than the longest live range, unless they are still open.
const GAPS = `
  select gap_id::text as id,
         kind,
         extract(epoch from from_time)::float8 * 1000 as "from",
         extract(epoch from to_time)::float8 * 1000 as "to",
         extract(epoch from detected_at)::float8 * 1000 as detected,
         extract(epoch from filled_at)::float8 * 1000 as filled
    from masto.stream_gaps
   where filled_at is null or coalesce(to_time, detected_at) > now() - interval '8 days'
   order by detected_at desc, gap_id desc
   limit 200`;

/** Reads the ledger of gaps: when, never whose. */
export async function readGaps(sql: Sql): Promise<readonly Gap[]> {
  return [...await sql.unsafe<Gap[]>(GAPS)];
}
