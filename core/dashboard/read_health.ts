import type { Sql } from "../postgres/connect.ts";
import type { Gap, Health } from "./page_protocol.ts";

const POSITIONS = `
  select count(*)::int as partitions,
         count(*) filter (where heard_at > now() - interval '2 minutes')::int as active,
         sum(greatest(end_offset - next_offset, 0))::float8 as lag,
         max(last_timestamp)::float8 as "lastRecord",
         extract(epoch from max(updated_at))::float8 * 1000 as applied,
         extract(epoch from max(heard_at))::float8 * 1000 as heard,
         has_any_column_privilege('masto.v_dead_letters_by_reason', 'select') as "mayCountLetters"
    from masto.stream_offsets`;

// Only their reasons: a dead letter may hold a post.
const DEAD_LETTERS = `
  select reason, n from masto.v_dead_letters_by_reason order by n desc, reason limit 20`;

/** The part of {@linkcode Health} that is read from the database. */
export type StoredHealth = Omit<Health, "database" | "feed" | "viewers">;

/** Reads positions, lag and dead letters. */
export async function readHealth(sql: Sql): Promise<StoredHealth> {
  const [row] = await sql.unsafe<
    (Omit<StoredHealth, "deadLetters"> & { readonly mayCountLetters: boolean })[]
  >(POSITIONS);
  if (row === undefined) throw new Error("Cannot read masto.stream_offsets: no answer");
  const { mayCountLetters, ...positions } = row;
  // Ask only with the right to: each refusal is a line in the server's log.
  return { ...positions, deadLetters: mayCountLetters ? await readDeadLetters(sql) : null };
}

async function readDeadLetters(sql: Sql): Promise<StoredHealth["deadLetters"]> {
  // Two columns, as the statement above selects them.
  return await sql.unsafe(DEAD_LETTERS).values() as unknown as [string, number][];
}

// The newest; of those that are older than the longest live range, only open ones.
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

/** Reads the ledger of gaps. */
export async function readGaps(sql: Sql): Promise<readonly Gap[]> {
  return [...await sql.unsafe<Gap[]>(GAPS)];
}
