import assert from "node:assert/strict";
import { migratedDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { openPosition } from "../consumer/positions.ts";
import { reserveConnection } from "../postgres/reserve.ts";
import { applyUntilDone, halve } from "./apply_until_done.ts";

Deno.test("a refusal that no record caused is thrown, and not tried for ever", async () => {
  await using database = await migratedDatabase();
  await using reserved = await reserveConnection(database.connection, { applicationName: "test" });
  const { sql } = reserved;
  const partition = { clusterId: "c", topic: "t", partition: 0 };
  const client = connectPostgres(database.connection, { applicationName: "test" });
  await openPosition(client, { ...partition, low: 0, high: 1 });
  await client.end();
  // The record's timestamp is refused, and the dead letter would have the same timestamp.
  const record = {
    raw: rawRecord(null, { timestamp: 2 ** 63 }),
    parsed: { type: "nothing" } as const,
  };
  const slice = {
    ...partition,
    startOffset: 0,
    nextOffset: 1,
    records: [record],
    lastChecksum: "x",
  };
  const stop = AbortSignal.timeout(3_000);
  await assert.rejects(
    Promise.race([
      applyUntilDone(sql, { clusterId: "c", slices: [slice] }, { outOfOrdernessMs: 0 }),
      new Promise((resolve) => stop.addEventListener("abort", resolve)),
    ]),
    { code: /^22/ },
  );
});

Deno.test("a batch is halved in order, a stretch without records in its place", () => {
  const record = (offset: number) => ({
    raw: rawRecord(null, { offset }),
    parsed: { type: "nothing" } as const,
  });
  const slice = (startOffset: number, nextOffset: number, offsets: readonly number[]) => ({
    ...{ topic: "t", partition: 0, startOffset, nextOffset, lastChecksum: "x" },
    records: offsets.map(record),
  });
  const halves = halve({
    clusterId: "c",
    slices: [slice(0, 2, []), slice(2, 5, [2, 4]), slice(5, 9, []), slice(9, 10, [9])],
  });
  const stretches = halves?.map(({ slices }) =>
    slices.map(({ startOffset, nextOffset, records }) => [startOffset, nextOffset, records.length])
  );
  assert.deepEqual(stretches, [[[0, 2, 0], [2, 4, 1]], [[4, 5, 1], [5, 9, 0], [9, 10, 1]]]);
  const whole = halve({
    clusterId: "c",
    slices: [slice(0, 1, [0]), slice(1, 2, []), slice(2, 3, [2])],
  });
  assert.deepEqual(whole?.map(({ slices }) => slices.map(({ startOffset }) => startOffset)), [
    [0],
    [1, 2],
  ]);
});
