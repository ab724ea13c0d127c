import type { Sql } from "./connect.ts";

/** Removes the schema `masto` and all that is in it. Only for a database that holds nothing but a demo. */
export async function dropSchema(sql: Sql): Promise<void> {
  await sql`drop schema if exists masto cascade`;
}
