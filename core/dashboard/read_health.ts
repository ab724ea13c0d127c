import type { Sql } from "../store/connect.ts";
import { codeOf, PG } from "../store/postgres_errors.ts";
import type { Health } from "./wire.ts";

const POSITIONS = `
  select count(*)::int as partitions,
         count(*) filter (where heard_at > now() - interval '2 minutes')::int as active,
         sum(greatest(end_offset - next_offset, 0))::float8 as lag,
         max(last_timestamp)::float8 as "lastRecord",
         extract(epoch from max(updated_at))::float8 * 1000 as applied,
         extract(epoch from max(heard_at))::float8 * 1000 as heard
    from masto.stream_offsets`;

// Their reasons only: a dead letter may hold a post.
const DEAD_LETTERS = `
  select reason, count(*)::int
    from masto.dead_letters
   where at > now() - interval '24 hours'
   group by 1
   order by 2 desc, 1
   limit 20`;

/** What the database knows of the stages. */
export type StoredHealth = Omit<Health, "database" | "feed" | "viewers">;

/** Reads how far the stages have come. */
export async function readHealth(sql: Sql): Promise<StoredHealth> {
  const [positions] = await sql.unsafe<Omit<StoredHealth, "deadLetters">[]>(POSITIONS);
  if (positions === undefined) throw new Error("Cannot read masto.stream_offsets: no answer");
  return { ...positions, deadLetters: await readDeadLetters(sql) };
}

async function readDeadLetters(sql: Sql): Promise<StoredHealth["deadLetters"]> {
  try {
    // Two columns, as the statement above selects them.
    return await sql.unsafe(DEAD_LETTERS).values() as unknown as [string, number][];
  } catch (error) {
    // A strict administrator may keep this table from the reader; the page then says that it does not know.
    if (codeOf(error) === PG.noPrivilege) return null;
    throw error;
  }
}
