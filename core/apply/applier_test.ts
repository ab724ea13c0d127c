import assert from "node:assert/strict";
import { NOON, postFields } from "../../testing/applied_tables.ts";
import { freshDatabase, migratedDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { openPosition } from "../consumer/positions.ts";
import { parseRecord } from "../post/parse_record.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { Applier } from "./applier.ts";
import type { Batch } from "./batch.ts";

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
  assert.equal(applier.idle, undefined);
  await applier.apply(postAt(0), new AbortController().signal);
  assert.equal(applier.idle, undefined);
  assert.deepEqual(pauses, [true]);
});

Deno.test("a batch that was planned ahead is not planned again, unless the one before failed or another one comes", async () => {
  await using database = await migratedDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  await openPosition(sql, { clusterId: "c", topic: "t", partition: 0, low: 0, high: 0 });
  let planned = 0;
  const score = () => {
    planned++;
    return null;
  };
  await using applier = new Applier({
    ...{ connection, outOfOrdernessMs: 0, log: () => {}, scoreText: score, jsonPostsMax: 0 },
    lookupBatches: 0,
  });
  const { signal } = new AbortController();
  await applier.apply(postAt(0), signal);

  const ahead = postAt(1);
  applier.planAhead(ahead);
  applier.planAhead(ahead);
  assert.equal(planned, 2, "once when it is said");
  await applier.apply({ ...ahead }, signal);
  assert.equal(planned, 2, "and not again");

  const dropped = postAt(2);
  applier.planAhead(dropped);
  await applier.apply(postAt(2), signal);
  assert.equal(planned, 4, "another batch");
  // Another consumer applies a record meanwhile: what was planned does not hold.
  const late = postAt(3);
  applier.planAhead(late);
  await sql`update masto.stream_offsets set next_offset = 4`;
  const { slices, rows } = await applier.apply(late, signal);
  assert.deepEqual([slices[0]?.outcome, rows.inserted], ["already", 0]);
  const [{ count } = {}] = await sql`select count(*)::int from masto.toots_raw`;
  assert.equal(count, 3);
  await sql.end();
});

/** A batch with the one post of an offset. */
function postAt(offset: number): Batch {
  const value = new TextEncoder().encode(JSON.stringify(postFields(`${offset + 1}`)));
  const records = [{
    raw: rawRecord(value, { offset, timestamp: NOON }),
    parsed: parseRecord(value, { defaultInstance: "social.example" }),
  }];
  const slice = { startOffset: offset, nextOffset: offset + 1, records, lastChecksum: "x" };
  return { clusterId: "c", slices: [{ topic: "t", partition: 0, ...slice }] };
}
