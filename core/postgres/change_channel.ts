import type { Sql } from "./connect.ts";

/**
 * The channel that a consumer notifies after it has committed a change to the tables, at most four times a second, and a
 * scorer with each batch of scores. The payload is empty; `masto.pipeline.changes` moves in the same transaction, for readers behind a pooler in
 * transaction mode, where LISTEN does not work.
 */
export const CHANGE_CHANNEL = "trunkline_changes";

/** Tells readers that tables changed: those who listen, and those behind a pooler, where LISTEN does not work. */
export async function announceChange(sql: Sql): Promise<void> {
  await sql`
    update masto.pipeline set changes = changes + 1 returning pg_notify(${CHANGE_CHANNEL}, '')`;
}
