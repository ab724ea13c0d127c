import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { connectPostgres } from "../connect.ts";
import { migrate } from "../migrate.ts";
import { openPosition } from "../positions.ts";
import { reserveConnection } from "../reserve.ts";
import { applyUntilDone } from "./apply_until_done.ts";

Deno.test("a refusal that is no record's fault is told, and not buried again and again", async () => {
  await using database = await freshDatabase();
  await using reserved = await reserveConnection(database.connection, { applicationName: "test" });
  const { sql } = reserved;
  const partition = { clusterId: "c", topic: "t", partition: 0 };
  const client = connectPostgres(database.connection, { applicationName: "test" });
  await migrate(client);
  await openPosition(client, { ...partition, low: 0, high: 1 });
  await client.end();
  // What is wrong is where the record lies, which burying it does not change.
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
