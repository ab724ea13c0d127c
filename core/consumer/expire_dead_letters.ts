import type { Sql } from "../postgres/connect.ts";

/** Removes dead letters whose time is over: what was never judged for consent is not kept for long. */
export async function expireDeadLetters(sql: Sql): Promise<void> {
  await sql`delete from masto.dead_letters where expires_at < now()`;
}
