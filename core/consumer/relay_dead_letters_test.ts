import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { kafkaClient } from "../kafka/client.ts";
import { RecordSender } from "../kafka/record_sender.ts";
import { countTopic } from "../kafka/topic_ends.ts";
import { embeddedBroker } from "../../testing/brokers.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { readTopic } from "../../testing/read_topic.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { relayDeadLetters, type RelayOptions } from "./relay_dead_letters.ts";

/** A broker with an errors topic, an empty table of dead letters, and the relay's messages. */
async function setUp({ maxMessageBytes = 1_048_588 } = {}) {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await migratedDatabase());
  const broker = stack.use(await embeddedBroker());
  const connection = { bootstrap: [broker.bootstrap] };
  const topic = "errors";
  const kafka = kafkaClient(connection, "test");
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = [{ name: "max.message.bytes", value: String(maxMessageBytes) }];
  await admin.createTopics({ topics: [{ topic, configEntries }] });
  await admin.disconnect();
  const sql = connectPostgres(database.connection, { applicationName: "test" });
  stack.defer(() => sql.end({ timeout: 1 }));
  const sender = stack.use(
    new RecordSender(kafka, { topics: [{ topic, partitions: 1 }] }),
  );
  const { signal } = new AbortController();
  const options: RelayOptions = {
    run: (work) => work(sql),
    topic,
    send: (batch) => sender.send(batch, signal),
    pauseMs: 0,
  };
  const opened = stack.move();
  return {
    connection,
    topic,
    sql,
    options,
    /** Letters of these sizes, the first at offset 1. */
    insert: async (sizes: readonly number[]) => {
      for (const [place, size] of sizes.entries()) {
        const payload = Buffer.alloc(Math.min(size, 262_144), "x");
        await sql`
          insert into masto.dead_letters
            (cluster_id, topic, "partition", "offset", reason, error, payload, payload_length, payload_sha256)
          values ('c', 't', 0, ${place + 1}, 'too_large', 'e', ${payload}, ${size}, 'h')`;
      }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** kafkajs does not clear its timers when it disconnects. */
const untimed = { sanitizeResources: false, sanitizeOps: false } as const;

Deno.test({
  ...untimed,
  name: "many big dead letters reach the errors topic, though one batch of Kafka cannot hold them",
  async fn() {
    await using it = await setUp();
    await it.insert(Array.from({ length: 7 }, () => 10_485_760));
    let relayed = 0;
    for (let sent = -1; sent !== 0; relayed += sent) {
      sent = (await relayDeadLetters(it.options)).sent;
    }
    assert.equal(relayed, 7);
    assert.equal(await countTopic(it.connection, it.topic), 7);
    const [left] = await it
      .sql`select count(*)::int as n from masto.dead_letters where relayed_at is null`;
    assert.deepEqual({ ...left }, { n: 0 });
  },
});

for (const limit of [300_000, 100_000, 10_000, 1_000]) {
  Deno.test({
    ...untimed,
    name: `a dead letter above a limit of ${limit} bytes is cut, and the others are sent once`,
    async fn() {
      await using it = await setUp({ maxMessageBytes: limit });
      await it.insert([10, 10, 10_485_760, 10, 5_000, 10]);
      const rounds = [];
      for (let n = 0; n < 3; n++) rounds.push(await relayDeadLetters(it.options));
      assert.deepEqual(rounds.map(({ sent, refused }) => [sent, refused]), [[6, 0], [0, 0], [
        0,
        0,
      ]]);
      const letters = (await readTopic(it.connection, it.topic)).map(({ value }) =>
        JSON.parse(value.toString())
      );
      assert.deepEqual(letters.map(({ source }) => source.offset), ["1", "2", "3", "4", "5", "6"]);
      const { payload_base64, payload_length, payload_sha256 } = letters[2];
      assert.deepEqual([payload_length, payload_sha256], [10_485_760, "h"]);
      assert.ok(/^x*$/.test(Buffer.from(payload_base64, "base64").toString()));
    },
  });
}

Deno.test({
  ...untimed,
  name: "dead letters that the topic takes in no form are left out for good, and counted",
  async fn() {
    await using it = await setUp({ maxMessageBytes: 150 });
    await it.insert([10, 1_000]);
    const rounds = [];
    for (let n = 0; n < 2; n++) rounds.push(await relayDeadLetters(it.options));
    assert.deepEqual(rounds.map(({ sent, refused }) => [sent, refused]), [[0, 2], [0, 0]]);
    assert.equal(await countTopic(it.connection, it.topic), 0);
    const [left] = await it
      .sql`select count(*)::int as n from masto.dead_letters where relayed_at is null`;
    assert.deepEqual({ ...left }, { n: 2 }, "they are in the table all the same");
  },
});

Deno.test({
  ...untimed,
  name: "what Kafka has acknowledged is not sent again because the rest failed",
  async fn() {
    await using it = await setUp();
    await it.insert(Array.from({ length: 7 }, () => 262_144));
    let calls = 0;
    const failing: RelayOptions = {
      ...it.options,
      send: (batch) => ++calls === 3 ? Promise.reject(new Error("away")) : it.options.send(batch),
    };
    const first = await relayDeadLetters(failing);
    assert.equal(first.failure?.words, "away");
    assert.ok(first.sent > 0 && first.sent < 7, `${first.sent}`);
    assert.equal((await relayDeadLetters(failing)).sent, 7 - first.sent);
    const offsets = (await readTopic(it.connection, it.topic)).map(({ value }) =>
      JSON.parse(value.toString()).source.offset
    );
    assert.deepEqual(offsets.toSorted(), ["1", "2", "3", "4", "5", "6", "7"]);
  },
});

Deno.test({
  ...untimed,
  name: "two consumers share the dead letters, and a pause after a failure is kept",
  async fn() {
    await using it = await setUp();
    await it.insert([10, 10]);
    let other: Promise<unknown> | undefined;
    const both: RelayOptions = {
      ...it.options,
      send: async (batch) => {
        other ??= relayDeadLetters(it.options);
        assert.deepEqual(await other, { sent: 0, refused: 0, more: false });
        return Promise.reject(new Error(`away with ${batch.length}`));
      },
      pauseMs: 3_600_000,
    };
    assert.equal((await relayDeadLetters(both)).failure?.words, "away with 2");
    assert.equal((await relayDeadLetters(it.options)).sent, 0);
    assert.equal(await countTopic(it.connection, it.topic), 0);
  },
});
