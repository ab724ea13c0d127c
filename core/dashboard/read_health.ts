import type { Sql } from "../postgres/connect.ts";
import { type Source, SOURCES } from "../post/source.ts";
import type { Gap, Health } from "./page_protocol.ts";

const POSITIONS = `
  select count(*)::int as partitions,
         count(*) filter (where heard_at > now() - interval '2 minutes')::int as active,
         sum(greatest(end_offset - next_offset, 0))::float8 as lag,
         max(last_timestamp)::float8 as "lastRecord",
         extract(epoch from max(updated_at))::float8 * 1000 as applied,
         extract(epoch from max(heard_at))::float8 * 1000 as heard,
         has_any_column_privilege('masto.v_dead_letters_by_reason', 'select') as "mayCountLetters",
         has_any_column_privilege('masto.v_health', 'select') as "mayReadHealth"
    from masto.stream_offsets`;

// Only their reasons: a dead letter may hold a post.
const DEAD_LETTERS = `
  select reason, n from masto.v_dead_letters_by_reason order by n desc, reason limit 20`;

const UNWELL = `select part, state from masto.v_health where state <> 'ok' order by part`;

/** The part of {@linkcode Health} that is read from the database. */
export type StoredHealth = Omit<Health, "database" | "feed" | "viewers">;

/** Reads positions, lag and dead letters. */
export async function readHealth(sql: Sql): Promise<StoredHealth> {
  const [row] = await sql.unsafe<
    (Omit<StoredHealth, "deadLetters" | "unwell"> & {
      readonly mayCountLetters: boolean;
      readonly mayReadHealth: boolean;
    })[]
  >(POSITIONS);
  if (row === undefined) throw new Error("Cannot read masto.stream_offsets: no answer");
  const { mayCountLetters, mayReadHealth, ...positions } = row;
  // Ask only with the right to: each refusal is a line in the server's log.
  return {
    ...positions,
    deadLetters: mayCountLetters ? await readDeadLetters(sql) : null,
    unwell: mayReadHealth ? await readUnwell(sql) : [],
  };
}

async function readUnwell(sql: Sql): Promise<StoredHealth["unwell"]> {
  const rows = await sql.unsafe<{ part: string; state: "degraded" | "down" }[]>(UNWELL);
  return rows.map(({ part, state }) => [part, state]);
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
  union all
  select 'start', 'start', 0, extract(epoch from min(lower(covered)))::float8 * 1000,
         coalesce(extract(epoch from min(lower(covered)))::float8 * 1000, 0), null
    from masto.v_stream_coverage
  having min(lower(covered)) is null or min(lower(covered)) > now() - interval '8 days'
   order by detected desc, id desc
   limit 200`;

/** Reads the ledger of gaps, and since when there is one. */
export async function readGaps(sql: Sql): Promise<readonly Gap[]> {
  return [...await sql.unsafe<Gap[]>(GAPS)];
}

/** Reads where the newest posts were read from; nothing if this role may not ask. */
export async function readSources(sql: Sql): Promise<readonly Source[]> {
  // Ask only with the right to: each refusal is a line in the server's log.
  const [may] = await sql<{ ask: boolean }[]>`
    select has_function_privilege('masto.sources_read()', 'execute') as ask`;
  return may?.ask === true ? [...await sql.unsafe<Source[]>(SOURCES)] : [];
}
