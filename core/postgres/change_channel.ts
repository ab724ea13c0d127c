import type { Sql } from "./connect.ts";

/**
 * The channel for changes of the tables: consumers notify after commits, at most four times a second, scorers with each
 * batch of scores. The payload is empty. `masto.pipeline.changes` increases in the same transaction, for readers behind a
 * pooler in transaction mode, where LISTEN does not work.
 */
export const CHANGE_CHANNEL = "trunkline_changes";

/** Announces a change of the tables, by notification and by the counter. */
export async function announceChange(sql: Sql): Promise<void> {
  await sql`
    update masto.pipeline set changes = changes + 1 returning pg_notify(${CHANGE_CHANNEL}, '')`;
}
