/** Fault: PostgreSQL goes silent while the next batch's transaction, sent together with the last COMMIT, is open. */
import assert from "node:assert/strict";
import { freshDatabase } from "../testing/databases.ts";
import { NOON, postFields } from "../testing/applied_tables.ts";
import { rawRecord } from "../testing/raw_record.ts";
import { Applier } from "../core/apply/applier.ts";
import type { Batch } from "../core/apply/batch.ts";
import { readRecords } from "../core/apply/backlog/read_records.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { openPosition } from "../core/consumer/positions.ts";
import { PostgresFaults } from "./postgres_faults.ts";
import { pause } from "../testing/trunkline_command.ts";

const PARTITION = { clusterId: "c", topic: "t", partition: 0 };
const SILENCE_MS = 500;

/** A batch of five posts. */
function batchFrom(startOffset: number): Batch {
  const nextOffset = startOffset + 5;
  const raws = Array.from({ length: 5 }, (_, at) => {
    const offset = startOffset + at;
    const fields = postFields(`${1_000 + offset}`);
    return rawRecord(new TextEncoder().encode(JSON.stringify(fields)), { offset, timestamp: NOON });
  });
  const records = [...readRecords(raws, { defaultInstance: "social.example" })];
  const slice = { ...PARTITION, startOffset, nextOffset, records, lastChecksum: "x" };
  return { clusterId: "c", slices: [slice] };
}

/** An applier that has applied one batch and opened the transaction of `next`; from here on the network is silent. */
async function openedAhead(next: Batch) {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await freshDatabase());
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  stack.defer(() => sql.end());
  await migrate(sql);
  await openPosition(sql, { ...PARTITION, low: 0, high: 100 });
  const proxy = stack.use(new PostgresFaults(connection));
  const notices: string[] = [];
  const lost = Promise.withResolvers<void>();
  const applier = stack.use(
    new Applier({
      connection: { ...connection, host: "127.0.0.1", port: proxy.port },
      outOfOrdernessMs: 0,
      silenceMs: SILENCE_MS,
      jsonPostsMax: 0,
      log: (_level, text) => {
        notices.push(text);
        lost.resolve();
      },
    }),
  );
  await applier.apply(batchFrom(0), new AbortController().signal, () => next);
  const opened = () =>
    sql`
      select from pg_stat_activity
       where datname = current_database() and application_name = 'trunkline consumer'
         and state = 'idle in transaction'`;
  const until = performance.now() + 5_000;
  while ((await opened()).length === 0) {
    assert.ok(performance.now() < until, "no next transaction is open");
    await pause(5);
  }
  proxy.freeze();
  const all = stack.move();
  return {
    ...{ applier, sql, proxy, notices },
    lost: lost.promise,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

Deno.test("what was opened ahead is given up with its connection, where the server says nothing", async () => {
  await using it = await openedAhead(batchFrom(5));
  const began = performance.now();
  await it.applier.letGo();
  assert.ok(performance.now() - began < 10 * SILENCE_MS, "letGo waits for ever");
});

Deno.test("another batch than was announced is applied, though the server says nothing to the one before", async () => {
  await using it = await openedAhead(batchFrom(5));
  const applying = it.applier.apply(batchFrom(5), new AbortController().signal);
  await it.lost;
  assert.match(it.notices[0]!, /Lost PostgreSQL .*no answer for 0\.5 s/);
  // As the server's operating system does when it gives up a silent connection.
  it.proxy.reset();
  const { rows } = await applying;
  assert.equal(rows.inserted, 5);
  const [{ count } = {}] = await it.sql`select count(*)::int from masto.toots_raw`;
  assert.equal(count, 10);
});
