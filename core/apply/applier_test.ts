import assert from "node:assert/strict";
import { NOON, postFields } from "../../testing/applied_tables.ts";
import { freshDatabase, migratedDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { openPosition } from "../consumer/positions.ts";
import { parseRecord } from "../post/parse_record.ts";
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

Deno.test("other work pauses while the statements of a batch are sent, and goes on after it", async () => {
  await using database = await migratedDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  await openPosition(sql, { clusterId: "c", topic: "t", partition: 0, low: 0, high: 0 });
  await sql.end();
  const pauses: boolean[] = [];
  const applier = new Applier({
    connection,
    outOfOrdernessMs: 0,
    log: () => {},
    // Called once the tables were read.
    scoreText: () => {
      pauses.push(applier.idle !== undefined);
      return null;
    },
  });
  await using _ = applier;
  const value = new TextEncoder().encode(JSON.stringify(postFields("1")));
  const records = [{
    raw: rawRecord(value, { timestamp: NOON }),
    parsed: parseRecord(value, { defaultInstance: "social.example" }),
  }];
  const slice = { startOffset: 0, nextOffset: 1, records, lastChecksum: "x" };
  const batch = { clusterId: "c", slices: [{ topic: "t", partition: 0, ...slice }] };
  assert.equal(applier.idle, undefined);
  await applier.apply(batch, new AbortController().signal);
  assert.equal(applier.idle, undefined);
  assert.deepEqual(pauses, [true]);
});
