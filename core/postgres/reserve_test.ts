import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { isConnectionLoss } from "./postgres_errors.ts";
import { codeOf } from "../base/errors.ts";
import { reserveConnection } from "./reserve.ts";

Deno.test("a reserved connection that the server ends rejects later statements, and no other connection fails", async () => {
  await using database = await freshDatabase();
  const judge = connectPostgres(database.connection, { applicationName: "trunkline test" });
  await using reserved = await reserveConnection(database.connection, {
    applicationName: "doomed",
  });
  const { sql } = reserved;
  await sql`begin`;
  await judge`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`;
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (let turn = 0; turn < 3; turn++) {
    await assert.rejects(async () => await sql`select 1`, (error) => isConnectionLoss(error));
    await assert.rejects(
      async () => await sql.unsafe("select 1"),
      (error) => codeOf(error) !== undefined,
    );
  }
  await judge.end();
});
