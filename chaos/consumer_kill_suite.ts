/** Faults: killed consumers, packets that stop, a PostgreSQL that restarts, wrong group offsets. The tables must stay exact. */

import assert from "node:assert/strict";
import { differences } from "../testing/oracle/differences.ts";
import { type BenchRecord, benchRecords } from "../testing/bench_records.ts";
import { truth } from "../testing/oracle/truth.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { brokers, freshName } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { SERIALIZER_NAMES, SERIALIZERS } from "../testing/json_serializers.ts";
import type { ConsumerConfig } from "../workers/consumer.ts";
import { startWorkerProcess, type WorkerProcess } from "../testing/worker_process.ts";
import { type Moment, PostgresFaults } from "./postgres_faults.ts";

const INSTANCE = "social.example";
const PARTITIONS = 4;
const KILLS = Number(Deno.env.get("CONSUMER_KILLS") ?? 21);
/**
 * The load: `sizes` records every `every` ms, each size for `turn` times: batches of a usual size, small ones as in a live
 * stream, which are applied in one call, and a backlog.
 */
const LOAD = { every: 40, sizes: [100, 6, 600], turn: 20 };

/** One of this many records is followed by a refused edit of its post, and then by an allowed one. */
const WITHDRAWN_EVERY = 20;

function withdrawalAndReturn(record: BenchRecord): BenchRecord[] {
  const fields = JSON.parse(record.value);
  if (fields.event === "delete") return [];
  const { id, instance, received_at } = fields;
  const edited = (minute: number) => new Date(record.timestamp + minute * 60_000).toISOString();
  const events = [
    { event: "delete", id, instance, reason: "consent", edited_at: edited(60), received_at },
    { ...fields, event: "status.update", edited_at: edited(120), content: "again" },
  ];
  return events.map((event) => ({ ...record, value: JSON.stringify(event) }));
}

/** The record as one of several JSON libraries writes it, in turn. */
function writtenBy(record: BenchRecord, turn: number): BenchRecord {
  const serializer = SERIALIZERS[SERIALIZER_NAMES[turn % SERIALIZER_NAMES.length]!];
  return { ...record, value: serializer(JSON.parse(record.value)) };
}

/** A topic and the producer of its load. */
class Load implements AsyncDisposable {
  readonly topic = freshName("consumer-kill");
  readonly sent: BenchRecord[] = [];
  readonly bootstrap: string;
  readonly #kafka;
  readonly #producer;
  #read = 0;
  readonly #withdrawn = new Set<string>();
  readonly #records = benchRecords({ count: 2_000_000, seed: 7 });

  constructor(bootstrap: string) {
    this.bootstrap = bootstrap;
    this.#kafka = kafkaClient({ bootstrap: [bootstrap] }, "chaos");
    this.#producer = this.#kafka.producer();
  }

  async open(): Promise<void> {
    const admin = this.#kafka.admin();
    await admin.connect();
    // The records' timestamps are long past: keep them.
    const configEntries = [{ name: "retention.ms", value: "-1" }];
    await admin.createTopics({
      topics: [{ topic: this.topic, numPartitions: PARTITIONS, configEntries }],
    });
    await admin.disconnect();
    await this.#producer.connect();
  }

  async send(count: number): Promise<void> {
    // Not take(): it closes the generator.
    const some: BenchRecord[] = [];
    while (some.length < count) {
      const record = writtenBy(this.#records.next().value as BenchRecord, this.#read);
      some.push(record);
      if (this.#read++ % WITHDRAWN_EVERY > 0 || this.#withdrawn.has(record.key)) continue;
      this.#withdrawn.add(record.key);
      some.push(...withdrawalAndReturn(record));
    }
    await this.#producer.send({
      topic: this.topic,
      messages: some.map(({ key, value, timestamp }) => ({
        key,
        value,
        timestamp: `${timestamp}`,
      })),
    });
    this.sent.push(...some);
  }

  /** Sends records until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    for (let sends = 0; !signal.aborted; sends++) {
      await this.send(LOAD.sizes[Math.floor(sends / LOAD.turn) % LOAD.sizes.length]!);
      await pause(LOAD.every);
    }
  }

  async ends(): Promise<Map<number, number>> {
    const admin = this.#kafka.admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(this.topic);
    await admin.disconnect();
    return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  }

  async commitForGroup(group: string, offset: (end: number) => number): Promise<void> {
    const admin = this.#kafka.admin();
    await admin.connect();
    const partitions = [...await this.ends()].map(([partition, end]) => ({
      partition,
      offset: `${offset(end)}`,
    }));
    await admin.setOffsets({ groupId: group, topic: this.topic, partitions });
    await admin.disconnect();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#producer.disconnect();
    const admin = this.#kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [this.topic] }).catch(() => {});
    await admin.disconnect();
  }
}

function configOf(load: Load, postgres: PostgresConnection, port = postgres.port): ConsumerConfig {
  return {
    kafka: { bootstrap: [load.bootstrap] },
    topics: { stream: load.topic, errors: `${load.topic}-e` },
    partitions: PARTITIONS,
    groupId: load.topic,
    postgres: { ...postgres, port },
    defaultInstance: INSTANCE,
    outOfOrdernessMs: 30_000,
  };
}

/** Waits until every record of the topic is applied. */
async function caughtUp(sql: Sql, load: Load, withinMs = 60_000): Promise<void> {
  const ends = await load.ends();
  const until = performance.now() + withinMs;
  for (;;) {
    const rows = await sql<{ partition: number; next: number }[]>`
      select "partition", next_offset::float8 as next from masto.stream_offsets where topic = ${load.topic}`
      .catch(() => []);
    const behind = [...ends].filter(([partition, end]) =>
      end > 0 && (rows.find((row) => row.partition === partition)?.next ?? 0) < end
    );
    if (behind.length === 0) return;
    if (performance.now() > until) throw new Error(`not applied: ${JSON.stringify(behind)}`);
    await pause(100);
  }
}

async function assertExact(sql: Sql, load: Load): Promise<void> {
  const expected = truth(load.sent, INSTANCE);
  assert.equal(await differences(sql, expected), 0);
  const [row] = await sql<{ tombstones: number; letters: number }[]>`
    select (select count(*)::int from masto.tombstones) as tombstones,
           (select count(*)::int from masto.dead_letters) as letters`;
  assert.deepEqual({ ...row }, { tombstones: expected.deleted.size, letters: 0 });
}

/** The server's view of the connections that apply. */
async function states(sql: Sql): Promise<string> {
  const rows = await sql<{ state: string; query: string }[]>`
    select coalesce(state, '?') as state, left(regexp_replace(query, '[[:space:]]+', ' ', 'g'), 40) as query
      from pg_stat_activity
     where datname = current_database() and application_name = 'trunkline consumer'`;
  return rows.map(({ state, query }) => `${state}: ${query}`).join(" | ");
}

for (const kind of brokers()) {
  Deno.test(`${KILLS} SIGKILLs under load lose and double nothing (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    await using database = await freshDatabase();
    const sql = connectPostgres(database.connection, { applicationName: "chaos judge" });
    await migrate(sql);
    await using load = new Load(broker.bootstrap);
    await load.open();
    const stop = new AbortController();
    const loading = load.run(stop.signal);

    const slots = [0, 1].map(() => new PostgresFaults(database.connection));
    const start = (slot: number) =>
      startConsumer(configOf(load, database.connection, slots[slot]!.port));
    const consumers: WorkerProcess[] = [start(0), start(1)];
    let aimed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const slot = kill % 2;
      const proxy = slots[slot]!;
      const moment: Moment | "any" = (["commit", "open", "any"] as const)[kill % 3]!;
      let where = "at any time";
      if (moment === "any") await pause(500 + Math.random() * 2_000);
      else {
        const strike = proxy.strike(moment, 1 + Math.floor(Math.random() * 12));
        const hit = await Promise.race([strike, pause(40_000)]);
        proxy.disarm();
        if (hit !== undefined) {
          aimed++;
          where = `${moment === "commit" ? "unanswered COMMIT" : "open transaction"}, at ${hit}`;
          // A COMMIT in flight may or may not take place before the kill.
          await pause(Math.random() * 10);
        }
      }
      const seen = await states(sql);
      await consumers[slot]!.kill();
      proxy.reset();
      console.log(`  kill ${kill + 1}: consumer ${slot}, ${where} [${seen}]`);
      consumers[slot] = start(slot);
    }
    stop.abort();
    await loading;
    await caughtUp(sql, load, 120_000);
    for (const consumer of consumers) assert.equal(await consumer.drain(), 0);
    for (const proxy of slots) proxy[Symbol.dispose]();
    console.log(`  ${load.sent.length} records, ${aimed} of ${KILLS} kills aimed`);
    await assertExact(sql, load);
    assert.ok(aimed >= KILLS / 2, `only ${aimed} of ${KILLS} kills hit what they aimed at`);
    await sql.end();
  });

  Deno.test(`packets that stop in mid-transaction hold up nothing for long (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    await using database = await freshDatabase();
    const sql = connectPostgres(database.connection, { applicationName: "chaos judge" });
    await migrate(sql);
    await using load = new Load(broker.bootstrap);
    await load.open();
    using proxy = new PostgresFaults(database.connection);
    await using consumer = startConsumer(configOf(load, database.connection, proxy.port));
    for (const moment of ["open", "commit"] as const) {
      const struck = proxy.strike(moment, 2);
      await load.send(2_000);
      console.log(`  packets stop at ${await struck} [${await states(sql)}]`);
      await caughtUp(sql, load, 60_000);
    }
    assert.equal(await consumer.drain(), 0);
    await assertExact(sql, load);
    await sql.end();
  });

  Deno.test(`PostgreSQL restarts under a consumer (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    const home = await Deno.makeTempDir({ prefix: "consumer_chaos_" });
    let postgres = await startPostgres({ home });
    let sql = connectPostgres(postgres.connection, { applicationName: "chaos judge" });
    await migrate(sql);
    await using load = new Load(broker.bootstrap);
    await load.open();
    const stop = new AbortController();
    const loading = load.run(stop.signal);
    await using consumer = startConsumer(configOf(load, postgres.connection));
    const { port } = postgres.connection;
    // No supervisor restarts the consumer here, and a first start does not wait for PostgreSQL.
    while (!consumer.reports.some(({ type }) => type === "ready")) await pause(50);
    for (let restart = 0; restart < 3; restart++) {
      await pause(3_000);
      await sql.end({ timeout: 0 });
      await postgres[Symbol.asyncDispose]();
      await pause(1_000);
      postgres = await startPostgres({ home, port });
      sql = connectPostgres(postgres.connection, { applicationName: "chaos judge" });
    }
    stop.abort();
    await loading;
    await caughtUp(sql, load).catch((error) => {
      const said = consumer.reports.filter(({ type }) => type !== "status");
      throw new Error(`${error.message}; it said ${JSON.stringify(said)}`);
    });
    const notices = consumer.reports.flatMap((report) =>
      report.type === "log" ? [report.text] : []
    );
    console.log(`  ${notices.join(" | ")}`);
    assert.ok(notices.some((notice) => /is back/.test(notice)));
    assert.equal(await consumer.drain(), 0);
    await assertExact(sql, load);
    await sql.end();
    await postgres[Symbol.asyncDispose]();
    await Deno.remove(home, { recursive: true });
  });

  Deno.test(`the group's offsets, ahead or behind, do not count (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    await using database = await freshDatabase();
    const sql = connectPostgres(database.connection, { applicationName: "chaos judge" });
    await migrate(sql);
    await using load = new Load(broker.bootstrap);
    await load.open();
    const config = { ...configOf(load, database.connection), untilEnd: true };
    for (const offset of [(end: number) => end, () => 0, (end: number) => Math.floor(end / 2)]) {
      await load.send(3_000);
      await load.commitForGroup(config.groupId, offset);
      await using consumer = startConsumer(config);
      assert.equal(await consumer.exited, 0, JSON.stringify(consumer.reports.at(-1)));
      await assertExact(sql, load);
    }
    await sql.end();
  });
}

function pause(ms: number): Promise<undefined> {
  return new Promise((done) => setTimeout(() => done(undefined), ms));
}

/** Starts a consumer with the permissions that the supervisor would give it. */
function startConsumer(config: ConsumerConfig): WorkerProcess {
  const { kafka, postgres } = config;
  const net = [...kafka.bootstrap, `${postgres.host}:${postgres.port}`];
  return startWorkerProcess("consumer", config, { net });
}
