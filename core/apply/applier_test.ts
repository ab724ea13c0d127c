import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { Applier } from "./applier.ts";

Deno.test("two attempts to connect at a time share one connection", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  const sessions = async () =>
    (await sql`
      select from pg_stat_activity
       where datname = current_database() and application_name = 'trunkline consumer'`).length;
  {
    await using applier = new Applier({ connection, outOfOrdernessMs: 0, log: () => {} });
    await Promise.all([applier.open(), applier.open()]);
    await applier.open();
    assert.equal(await sessions(), 1);
  }
  await sql.end();
});
