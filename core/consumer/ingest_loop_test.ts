import assert from "node:assert/strict";
import { OutageError } from "../base/errors.ts";
import { kafkaClient } from "../kafka/client.ts";
import { viewCluster } from "../kafka/partition_ranges.ts";
import { embeddedBroker } from "../../testing/brokers.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { Applier } from "../apply/applier.ts";
import type { FetchedRecord } from "../kafka/consume_topic.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { ControlConnection } from "../postgres/control_connection.ts";
import { migrate } from "../postgres/migrate.ts";
import { IngestLoop } from "./ingest_loop.ts";

/** A pump between a topic of one partition and tables of its own, that has been given two partitions. */
async function setUp() {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await embeddedBroker());
  const { connection } = stack.use(await freshDatabase());
  const connect = () => {
    const sql = connectPostgres(connection, { applicationName: "trunkline test" });
    stack.defer(() => sql.end());
    return sql;
  };
  const [sql, onlooker] = [connect(), connect()];
  await migrate(sql);
  const kafka = kafkaClient({ bootstrap: [broker.bootstrap] }, "pump-test");
  const plan = { topic: "posts", partitions: 1 };
  const view = async () =>
    stack.use(await viewCluster(kafka, [plan], new AbortController().signal));
  const control = stack.use(new ControlConnection(connection));
  const options = { outOfOrdernessMs: 0, log: () => {} };
  const applier = stack.use(new Applier({ connection, ...options }));
  const ingestLoop = new IngestLoop({
    ...options,
    topic: "posts",
    defaultInstance: "a",
    applier,
    control,
  });
  ingestLoop.connected(await view());
  ingestLoop.assigned([0, 1]);
  const fresh = await view();
  const all = stack.move();
  return {
    sql,
    onlooker,
    kafka,
    ingestLoop,
    fresh,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

Deno.test("a partition that Kafka does not list yet is waited for, and not taken for one made anew", async () => {
  await using parts = await setUp();
  const { kafka, ingestLoop, fresh } = parts;
  assert.equal(await ingestLoop.position(0), 0);
  for (let attempt = 1; attempt <= 2; attempt++) {
    await assert.rejects(
      ingestLoop.position(1),
      (error) => error instanceof OutageError && /posts\/1 yet: Kafka does not/.test(error.message),
    );
  }
  const admin = kafka.admin();
  await admin.connect();
  await admin.createPartitions({ topicPartitions: [{ topic: "posts", count: 2 }] });
  await admin.disconnect();
  // As whoever consumes does it: with a new connection.
  ingestLoop.connected(fresh);
  assert.equal(await ingestLoop.position(1), 0);
});

Deno.test("a partition that another consumer moves past the end that was known is not taken for one made anew", async () => {
  await using parts = await setUp();
  const { sql, onlooker, kafka, ingestLoop } = parts;
  const producer = kafka.producer();
  await producer.connect();
  const send = () => producer.send({ topic: "posts", messages: [{ value: "{}" }] });
  await send();
  assert.equal(await ingestLoop.position(0), 0);
  // As a consumer does it that has lost the partition without knowing: the row is its own until it commits.
  const position = await sql.begin(async (tx) => {
    await tx`select from masto.stream_offsets for update`;
    const asked = ingestLoop.position(0);
    asked.catch(() => {});
    const waiting = () =>
      onlooker`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await send();
    await tx`update masto.stream_offsets set next_offset = 2`;
    return { asked };
  });
  assert.equal(await position.asked, 2);
  // What is past the end for good is another topic.
  await sql`update masto.stream_offsets set next_offset = 3`;
  assert.equal(await ingestLoop.position(0), undefined);
  assert.match(ingestLoop.stopped.get(0) ?? "", /made anew \(it ends at offset 2, 3 was reached\)/);
  await producer.disconnect();
});

Deno.test("a partition that is given away is let go of, though the next batch's transaction was open", async () => {
  await using parts = await setUp();
  const { onlooker, ingestLoop } = parts;
  assert.equal(await ingestLoop.position(0), 0);
  // What was fetched waits for room, and so is there before the first batch begins.
  const takes: Promise<void>[] = [];
  for (const [startOffset, nextOffset] of [[0, 2_000], [2_000, 4_000]] as const) {
    await new Promise<void>((full) => {
      const fetched = { partition: 0, startOffset, nextOffset, endOffset: 4_000 };
      const records = emptyRecords(startOffset, nextOffset);
      takes.push(ingestLoop.take({ ...fetched, records }, () => Promise.resolve(full())));
    });
  }
  const stop = new AbortController();
  const applied = Promise.withResolvers<void>();
  ingestLoop.onApplied = () => {
    ingestLoop.assigned([]);
    applied.resolve();
  };
  const running = ingestLoop.run(stop.signal);
  await Promise.all([applied.promise, ...takes]);
  const holders = () =>
    onlooker`
      select from pg_stat_activity
       where datname = current_database() and state = 'idle in transaction'`;
  const until = performance.now() + 5_000;
  while ((await holders()).length > 0) {
    assert.ok(performance.now() < until, "a transaction stays open");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  stop.abort();
  await running;
});

Deno.test("no partition counts as idle while it is not known where another one stands", async () => {
  await using parts = await setUp();
  const { kafka, ingestLoop, fresh } = parts;
  const later = Date.now() + 60_000;
  await ingestLoop.position(0);
  assert.deepEqual(ingestLoop.held(later), [{
    partition: 0,
    endOffset: 0,
    idle: false,
    stopped: null,
  }]);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createPartitions({ topicPartitions: [{ topic: "posts", count: 2 }] });
  await admin.disconnect();
  ingestLoop.connected(fresh);
  await ingestLoop.position(1);
  assert.deepEqual(ingestLoop.held(later).map(({ idle }) => idle), [true, true]);
});

function emptyRecords(from: number, to: number): FetchedRecord[] {
  return Array.from({ length: to - from }, (_, at) => ({
    ...rawRecord(null, { offset: from + at }),
    key: null,
  }));
}
