import type { Sql } from "./connect.ts";

/** Drops the schema `masto` with all data. Only for the database of a demo. */
export async function dropSchema(sql: Sql): Promise<void> {
  await sql`drop schema if exists masto cascade`;
}
