/** Faults in Kafka: records deleted before they were read, topics deleted and created again, a changed address. */

import assert from "node:assert/strict";
import { kafkaClient } from "../core/kafka/client.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { postFields } from "../testing/applied_tables.ts";
import { type BrokerKind, brokers, freshName } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import type { ConsumerConfig } from "../workers/consumer.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { type Ended, pause, runCommand, startCommand } from "../testing/trunkline_command.ts";

/** A topic of two partitions, its tables, and `consume` as a user runs it. */
async function setUp(kind: BrokerKind) {
  await using stack = new AsyncDisposableStack();
  const { bootstrap } = stack.use(await kind.open());
  const { connection } = stack.use(await freshDatabase());
  const home = stack.use(await temporaryHome());
  const sql = connectPostgres(connection, { applicationName: "chaos judge" });
  stack.defer(() => sql.end());
  await migrate(sql);
  const topic = freshName("consumer-topic");
  const kafka = kafkaClient({ bootstrap: [bootstrap] }, "chaos");
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  stack.defer(() => admin.disconnect());
  stack.defer(() => producer.disconnect());
  const make = () => admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
  await make();
  stack.defer(() => admin.deleteTopics({ topics: [topic] }).catch(() => {}));
  const { host, port, database, username, password } = connection;
  const group = topic;
  const config: ConsumerConfig = {
    kafka: { bootstrap: [bootstrap] },
    topics: { stream: topic, errors: `${topic}-e` },
    partitions: 2,
    groupId: group,
    postgres: connection,
    defaultInstance: "social.example",
    outOfOrdernessMs: 30_000,
  };
  const env = (by: string) => ({
    TRUNKLINE_HOME: home.path,
    KAFKA_BOOTSTRAP: by,
    KAFKA_TOPIC: topic,
    KAFKA_ERRORS_TOPIC: config.topics.errors,
    KAFKA_GROUP: group,
    PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
    MASTODON_BASE_URL: "https://social.example",
  });
  const all = stack.move();
  return {
    sql,
    topic,
    bootstrap,
    config,
    /** Writes posts with these numbers: even ones to partition 0, odd ones to partition 1. */
    async send(...numbers: readonly number[]) {
      const messages = numbers.map((n) => ({
        value: JSON.stringify(postFields(String(n))),
        partition: n % 2,
      }));
      await producer.send({ topic, messages });
    },
    async deleteRecords(partition: number, before: number) {
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: `${before}` }] });
    },
    /** Deletes the topic, and creates another one of the same name. */
    async makeAnew() {
      await admin.deleteTopics({ topics: [topic] });
      // Real Kafka completes a deletion some time after it has acknowledged it.
      for (let tries = 0; tries < 20 && (await admin.listTopics()).includes(topic); tries++) {
        await pause(50);
      }
      while (!(await admin.listTopics()).includes(topic)) {
        await make().catch(() => false);
        await pause(100);
      }
    },
    /** @param by address of Kafka, if it is not the advertised one */
    consume({ by = bootstrap } = {}): Promise<Ended> {
      return runCommand(["consume", "--until-end"], env(by));
    },
    /** Starts `consume`, which runs until it is killed. */
    keepConsuming: () => startCommand(["consume"], env(bootstrap)),
    /** Starts `run` with a server that sends no posts. */
    run: (server: string) =>
      startCommand(["run"], { ...env(bootstrap), MASTODON_BASE_URL: server }),
    /** The numbers of the posts in the tables; asserts that the windows count as many. */
    async stored(): Promise<number[]> {
      // In one statement, since a consumer may commit between two.
      const [found] = await sql<{ rows: number[]; languages: number; users: number }[]>`
        select (select coalesce(json_agg(id::int order by id), '[]') from masto.toots_raw) as rows,
               (select coalesce(sum(toots_count), 0)::int from masto.toot_metrics_windowed) as languages,
               (select coalesce(sum(toots_count), 0)::int from masto.user_avg_length_windowed) as users`;
      const { rows = [], languages, users } = found ?? {};
      assert.deepEqual([languages, users], [rows.length, rows.length]);
      return rows;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** The last line of a failed command. */
function verdict({ code, stderr }: Ended): string {
  const lines = stderr.split("\n").filter((line) => line.startsWith("trunkline: "));
  assert.equal(lines.length, 1, stderr);
  assert.equal(code, 1, stderr);
  return lines[0] ?? "";
}

for (const kind of brokers()) {
  Deno.test(`records that Kafka deleted unread are a gap in the ledger, and all others are applied (${kind.name} Kafka)`, async () => {
    await using it = await setUp(kind);
    // A partition that was never read starts at the topic's beginning, without a gap.
    await it.send(2, 4, 6);
    await it.deleteRecords(0, 1);
    assert.equal((await it.consume()).code, 0);
    assert.deepEqual(await it.stored(), [4, 6]);
    const gaps = () =>
      it.sql`
        select from_offset::int, to_offset::int, source, to_time is not null and to_time <= now() as ended
          from masto.stream_gaps`;
    assert.deepEqual([...await gaps()], []);

    await it.send(1, 3, 8, 10, 12, 14);
    await it.deleteRecords(0, 5);
    const { code, stderr } = await it.consume();
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      new RegExp(`Kafka deleted 2 records of ${it.topic}/0 before they were read`),
    );
    assert.deepEqual(await it.stored(), [1, 3, 4, 6, 12, 14]);
    const [gap, ...others] = await gaps();
    assert.deepEqual(others, []);
    assert.deepEqual([gap?.["from_offset"], gap?.["to_offset"], gap?.["ended"]], [3, 5, true]);
    assert.match(gap?.["source"], new RegExp(`/${it.topic}/0$`));

    // Delete the rest, the last applied record too: nothing unread is lost, so there is no gap and no log line.
    await it.deleteRecords(0, 7);
    const quiet = await it.consume();
    assert.deepEqual([quiet.code, /deleted/.test(quiet.stderr)], [0, false]);
    await it.send(16);
    assert.equal((await it.consume()).code, 0);
    assert.deepEqual(await it.stored(), [1, 3, 4, 6, 12, 14, 16]);
    assert.equal((await gaps()).length, 1);
  });

  Deno.test(`a topic that was made anew is refused with the remedy, shorter, longer or as long as it was (${kind.name} Kafka)`, async () => {
    await using it = await setUp(kind);
    const first = [2, 4, 6, 8, 1, 3];
    await it.send(...first);
    assert.equal((await it.consume()).code, 0);
    const before = await it.stored();

    await it.makeAnew();
    await it.send(20, 22);
    const shorter = verdict(await it.consume());
    assert.match(shorter, /was deleted and made anew \(it ends at offset \d, \d was reached\)/);
    assert.match(
      shorter,
      /Set KAFKA_TOPIC.*or to read the new one.*delete from masto\.stream_offsets/,
    );
    // As long as before: there is nothing to apply, but it is another topic.
    await it.send(24, 26, 21, 23);
    assert.match(verdict(await it.consume()), /is another one than was applied/);
    await it.send(28, 30, 25);
    const longer = verdict(await it.consume());
    assert.match(longer, /made anew \(the record at offset \d is another one than was applied\)/);
    assert.deepEqual(await it.stored(), before, "nothing of it is applied");

    // Follow the remedy of the error line.
    const [, remedy = ""] = /(delete from masto\.stream_offsets where .*'[^']*')/.exec(longer) ??
      [];
    await it.sql.unsafe(remedy);
    const ended = await it.consume();
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(await it.stored(), [...before, 20, 21, 22, 23, 24, 25, 26, 28, 30]);
  });

  Deno.test(`a topic that is made anew under a running consumer stops its partitions until the remedy is followed (${kind.name} Kafka)`, async () => {
    await using it = await setUp(kind);
    await it.send(2, 4, 6, 1, 3);
    await using running = it.keepConsuming();
    while ((await it.stored()).length < 5) await pause(50);
    await it.makeAnew();
    // Longer than before in both partitions.
    await it.send(20, 22, 24, 26, 21, 23, 25);
    const stopped = (partition: number) =>
      running.untilStderr(
        new RegExp(`${it.topic}/${partition}: the topic was deleted and made anew`),
      );
    await Promise.all([stopped(0), stopped(1)]);
    assert.deepEqual(await it.stored(), [1, 2, 3, 4, 6], "nothing of it is applied");

    const [, remedy = ""] = /(delete from masto\.stream_offsets where .*?'[^']*'.*?'[^']*')/.exec(
      running.stderr,
    ) ?? [];
    await it.sql.unsafe(remedy);
    const goesOn = (partition: number) =>
      running.untilStderr(new RegExp(`${it.topic}/${partition} is read again`));
    await Promise.all([goesOn(0), goesOn(1)]);
    while ((await it.stored()).length < 12) await pause(50);
    running.kill("SIGINT");
    const { code, stderr } = await running.ended;
    assert.equal(code, 0, stderr);
    assert.deepEqual(await it.stored(), [1, 2, 3, 4, 6, 20, 21, 22, 23, 24, 25, 26]);
  });

  Deno.test(`run goes on beside a stopped partition, and says at its end with 1 why (${kind.name} Kafka)`, async () => {
    await using it = await setUp(kind);
    await using simulator = startSimulator({ posts: 0 });
    await it.send(2, 4, 1, 3);
    assert.equal((await it.consume()).code, 0);
    await it.sql`update masto.stream_offsets set next_offset = 99 where "partition" = 1`;
    await using running = it.run(simulator.url);
    await running.untilStderr(/\/1: the topic was deleted and made anew/);
    await it.send(6, 5);
    while (!(await it.stored()).includes(6)) await pause(50);
    running.kill("SIGINT");
    const ended = await running.ended;
    assert.match(verdict(ended), /\/1: the topic was deleted and made anew/);
    assert.deepEqual(await it.stored(), [1, 2, 3, 4, 6]);
  });

  Deno.test(`a broker that advertises another host name than it is known by is followed there (${kind.name} Kafka)`, async () => {
    await using it = await setUp(kind);
    await it.send(1, 2, 3);
    const [host, port] = it.bootstrap.split(":");
    assert.equal(host, "127.0.0.1");
    const { code, stderr } = await it.consume({ by: `localhost:${port}` });
    assert.equal(code, 0, stderr);
    assert.match(stderr, new RegExp(`consumer: follows its server to ${it.bootstrap}`));
    assert.deepEqual(await it.stored(), [1, 2, 3]);
  });
}
