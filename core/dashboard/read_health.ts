import type { Sql } from "../postgres/connect.ts";
import type { Health } from "./wire.ts";

const POSITIONS = `
  select count(*)::int as partitions,
         count(*) filter (where heard_at > now() - interval '2 minutes')::int as active,
         sum(greatest(end_offset - next_offset, 0))::float8 as lag,
         max(last_timestamp)::float8 as "lastRecord",
         extract(epoch from max(updated_at))::float8 * 1000 as applied,
         extract(epoch from max(heard_at))::float8 * 1000 as heard,
         has_any_column_privilege('masto.v_dead_letters_by_reason', 'select') as "mayCountLetters"
    from masto.stream_offsets`;

// Their reasons only: a dead letter may hold a post.
const DEAD_LETTERS = `
  select reason, n from masto.v_dead_letters_by_reason order by n desc, reason limit 20`;

/** What the database knows of the stages. */
export type StoredHealth = Omit<Health, "database" | "feed" | "viewers">;

/** Reads how far the stages have come. */
export async function readHealth(sql: Sql): Promise<StoredHealth> {
  const [row] = await sql.unsafe<
    (Omit<StoredHealth, "deadLetters"> & { readonly mayCountLetters: boolean })[]
  >(POSITIONS);
  if (row === undefined) throw new Error("Cannot read masto.stream_offsets: no answer");
  const { mayCountLetters, ...positions } = row;
  // A role without the right to this view would fill the server's log with refusals.
  return { ...positions, deadLetters: mayCountLetters ? await readDeadLetters(sql) : null };
}

async function readDeadLetters(sql: Sql): Promise<StoredHealth["deadLetters"]> {
  // Two columns, as the statement above selects them.
  return await sql.unsafe(DEAD_LETTERS).values() as unknown as [string, number][];
}
