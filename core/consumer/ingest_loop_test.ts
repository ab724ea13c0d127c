import assert from "node:assert/strict";
import { OutageError } from "../base/errors.ts";
import { kafkaClient } from "../kafka/client.ts";
import { viewCluster } from "../kafka/partition_ranges.ts";
import { embeddedBroker } from "../../testing/brokers.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { Applier } from "../apply/applier.ts";
import type { FetchedRecord } from "../kafka/consume_topic.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { ControlConnection } from "../postgres/control_connection.ts";
import { IngestLoop } from "./ingest_loop.ts";

/** An ingest loop between a topic of one partition and tables of its own, that has been given two partitions. */
async function setUp() {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await embeddedBroker());
  const { connection } = stack.use(await migratedDatabase());
  const connect = () => {
    const sql = connectPostgres(connection, { applicationName: "trunkline test" });
    stack.defer(() => sql.end());
    return sql;
  };
  const [sql, observer] = [connect(), connect()];
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
    observer,
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
  // Applies with a new connection, as another consumer does.
  ingestLoop.connected(fresh);
  assert.equal(await ingestLoop.position(1), 0);
});

Deno.test("a partition that another consumer moves past the end that was known is not taken for one made anew", async () => {
  await using parts = await setUp();
  const { sql, observer, kafka, ingestLoop } = parts;
  const producer = kafka.producer();
  await producer.connect();
  const send = () => producer.send({ topic: "posts", messages: [{ value: "{}" }] });
  await send();
  assert.equal(await ingestLoop.position(0), 0);
  // A consumer that does not know yet that it lost the partition holds the row's lock until it commits.
  const position = await sql.begin(async (tx) => {
    await tx`select from masto.stream_offsets for update`;
    const asked = ingestLoop.position(0);
    asked.catch(() => {});
    const waiting = () =>
      observer`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await send();
    await tx`update masto.stream_offsets set next_offset = 2`;
    return { asked };
  });
  assert.equal(await position.asked, 2);
  // A position that stays past the end means that the topic was made anew.
  await sql`update masto.stream_offsets set next_offset = 3`;
  assert.equal(await ingestLoop.position(0), undefined);
  assert.match(ingestLoop.stopped.get(0) ?? "", /made anew \(it ends at offset 2, 3 was reached\)/);
  await producer.disconnect();
});

Deno.test("a partition that is given away is let go of, though the next batch's transaction was open", async () => {
  await using parts = await setUp();
  const { observer, ingestLoop } = parts;
  assert.equal(await ingestLoop.position(0), 0);
  const take = (startOffset: number, nextOffset: number, alive: () => Promise<void>) => {
    const fetched = { partition: 0, startOffset, nextOffset, endOffset: 8_001 };
    const records = emptyRecords(startOffset, nextOffset);
    return ingestLoop.take({ ...fetched, records }, alive);
  };
  for (const at of [0, 4_000]) await take(at, at + 4_000, () => Promise.resolve());
  // The third one waits for room: by then the others are in the queue, before the first batch begins.
  const full = Promise.withResolvers<void>();
  const waiting = take(8_000, 8_001, () => Promise.resolve(full.resolve()));
  await full.promise;
  const stop = new AbortController();
  const applied = Promise.withResolvers<void>();
  ingestLoop.onApplied = () => {
    ingestLoop.assigned([]);
    applied.resolve();
  };
  const running = ingestLoop.run(stop.signal);
  await Promise.all([applied.promise, waiting]);
  const holders = () =>
    observer`
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

Deno.test("what is being read when a partition is given another position is dropped", async () => {
  await using parts = await setUp();
  const { ingestLoop } = parts;
  assert.equal(await ingestLoop.position(0), 0);
  const take = (startOffset: number, nextOffset: number) => {
    const records = emptyRecords(startOffset, nextOffset);
    const fetched = { partition: 0, startOffset, nextOffset, endOffset: 1_500, records };
    return ingestLoop.take(fetched, () => Promise.resolve());
  };
  // Resolves while the records are being read: the next ones are to be fetched meanwhile.
  await take(0, 1_500);
  assert.equal(await ingestLoop.position(0), 0);
  await take(0, 1_000);
  // Waits until those before are read.
  await take(1_000, 1_001);
  const stop = new AbortController();
  const running = ingestLoop.run(stop.signal);
  const until = performance.now() + 20_000;
  while (ingestLoop.totals.applied < 1_001) {
    assert.ok(performance.now() < until, "nothing is applied");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  stop.abort();
  await running;
  assert.equal(ingestLoop.totals.applied, 1_001);
});

Deno.test("the group hears of a consumer whose batch waits for a lock, though nothing is parsed meanwhile", async () => {
  await using parts = await setUp();
  const { sql, ingestLoop } = parts;
  assert.equal(await ingestLoop.position(0), 0);
  const heard = Promise.withResolvers<void>();
  const take = (startOffset: number, alive: () => Promise<void> = () => Promise.resolve()) => {
    const records = emptyRecords(startOffset, startOffset + 100);
    const fetched = { partition: 0, startOffset, nextOffset: startOffset + 100, endOffset: 300 };
    return ingestLoop.take({ ...fetched, records }, alive);
  };
  const stop = new AbortController();
  const running = ingestLoop.run(stop.signal);
  await sql.begin(async (tx) => {
    await tx`select from masto.stream_offsets for update`;
    await take(0);
    const waiting = () =>
      parts.observer`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await take(100);
    const last = take(200, () => Promise.resolve(heard.resolve()));
    await Promise.race([heard.promise, last.then(() => assert.fail("it was parsed"))]);
  });
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
