/** What befalls the embedded broker alone: SIGKILL under load, a torn tail, a full disk, a second broker. */
import assert from "node:assert/strict";
import { Kafka, logLevel } from "kafkajs";
import { PermanentError } from "../../core/base/errors.ts";
import { embeddedBroker } from "../../testing/brokers.ts";
import { RawKafka } from "../../testing/raw_kafka.ts";
import { apis } from "./protocol/api.ts";
import { NO_TOPIC_ID } from "./protocol/codec.ts";
import { ErrorCode } from "./protocol/error_code.ts";
import { LATEST } from "./protocol/messages/offsets.ts";
import { type BatchHeader, readBatchHeader } from "./records/batch_header.ts";
import { packBatch } from "../../testing/pack_batch.ts";
import { runProgram } from "../../testing/run_program.ts";

const encoder = new TextEncoder();
const BROKER = new URL("./broker.ts", import.meta.url).href;

/** A broker in a process of its own, which can be killed. */
async function spawnBroker(directory: string, { port = 0, fileKiB = 0 } = {}) {
  const program = `import { startBroker } from ${JSON.stringify(BROKER)};
    const broker = await startBroker({ directory: ${JSON.stringify(directory)}, port: ${port},
      segmentBytes: 262144, notice: (text) => console.error(text) });
    console.log(broker.port);`;
  const deno = [Deno.execPath(), "eval", "--no-check", program];
  // With SIGXFSZ ignored, a write past the limit fails as on a full disk, and the limit can be lifted from outside.
  const [command = "", ...args] = fileKiB === 0
    ? deno
    : ["sh", "-c", `trap '' XFSZ; ulimit -S -f ${fileKiB * 2}; exec "$@"`, "sh", ...deno];
  const child = new Deno.Command(command, { args, stdout: "piped", stderr: "null" }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  const bound = Number(value?.trim());
  assert.ok(bound > 0, "the broker did not start");
  return {
    pid: child.pid,
    port: bound,
    bootstrap: `127.0.0.1:${bound}`,
    kill: async () => {
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
    },
  };
}

async function withDirectory(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "trunkline_faults_" });
  try {
    await run(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function makeTopic(raw: RawKafka, name: string, partitions = 1): Promise<void> {
  const topic = { name, partitions, replicationFactor: 1, assignments: [], configs: [] };
  const { topics } = await raw.call(apis.createTopics, 4, {
    topics: [topic],
    timeoutMs: 1000,
    validateOnly: false,
  });
  assert.equal(topics[0]?.errorCode, ErrorCode.NONE);
}

async function produceTo(raw: RawKafka, name: string, records: Uint8Array, index = 0) {
  const { topics } = await raw.call(apis.produce, 8, {
    transactionalId: null,
    acks: -1,
    timeoutMs: 5000,
    topics: [{ name, partitions: [{ index, records }] }],
  });
  return topics[0]?.partitions[0] ?? assert.fail("no answer for the partition");
}

/** Fetches each partition from its offset; the answers in that order. */
async function fetchFrom(raw: RawKafka, name: string, ...offsets: readonly number[]) {
  const { topics } = await raw.call(apis.fetch, 11, {
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 1_000_000,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{
      name,
      topicId: NO_TOPIC_ID,
      partitions: offsets.map((fetchOffset, index) => ({
        index,
        currentLeaderEpoch: -1,
        fetchOffset,
        lastFetchedEpoch: -1,
        logStartOffset: -1,
        maxBytes: 1_000_000,
      })),
    }],
    forgottenTopics: [],
    rackId: "",
  });
  return topics[0]?.partitions ?? assert.fail("no answer for the topic");
}

/** All batches of a topic's only partition. */
async function batchesIn(raw: RawKafka, name: string): Promise<BatchHeader[]> {
  const batches: BatchHeader[] = [];
  for (let offset = 0;;) {
    const records = (await fetchFrom(raw, name, offset))[0]?.records;
    if (!(records instanceof Uint8Array) || records.byteLength === 0) return batches;
    for (let at = 0; at < records.byteLength;) {
      const header = readBatchHeader(records, at);
      assert.ok(typeof header !== "string");
      batches.push(header);
      at += header.byteLength;
      offset = header.baseOffset + header.lastOffsetDelta + 1;
    }
  }
}

Deno.test("acknowledged records survive SIGKILL under load, once and in order", () =>
  withDirectory(async (directory) => {
    const topic = "load";
    const KILLS = 6;
    let broker = await spawnBroker(directory);
    const { port } = broker;
    let raw = await RawKafka.connect(broker.bootstrap);
    await makeTopic(raw, topic);
    const { producerId: id } = await raw.call(apis.initProducerId, 1, {
      transactionalId: null,
      transactionTimeoutMs: 1000,
      producerId: -1,
      producerEpoch: -1,
    });
    let sequence = 0;
    let unanswered = 0;
    const value = encoder.encode("x".repeat(2000));
    for (let kills = 0; kills < KILLS; kills++) {
      let killed = false;
      const dying = new Promise((resolve) => setTimeout(resolve, 150 + 90 * kills))
        .then(() => broker.kill()).then(() => killed = true);
      for (;;) {
        const records = [{ key: null, value, timestamp: sequence }];
        const batch = packBatch(records, { id, epoch: 0, baseSequence: sequence });
        try {
          const answer = await produceTo(raw, topic, batch);
          // A repetition of what the killed broker had written is answered with the place it has there.
          assert.deepEqual([answer.errorCode, answer.baseOffset], [ErrorCode.NONE, sequence]);
          sequence++;
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error;
          unanswered++;
          break;
        }
      }
      await dying;
      assert.ok(killed);
      raw[Symbol.dispose]();
      broker = await spawnBroker(directory, { port });
      raw = await RawKafka.connect(broker.bootstrap);
    }
    const batches = await batchesIn(raw, topic);
    assert.equal(unanswered, KILLS);
    // The last, unanswered one may be there as well.
    assert.ok(batches.length === sequence || batches.length === sequence + 1);
    assert.ok(sequence > 100, `only ${sequence} records in ${KILLS} rounds`);
    assert.deepEqual(batches.map((batch) => batch.baseSequence), batches.map((_batch, i) => i));
    const next = await raw.call(apis.initProducerId, 1, {
      transactionalId: null,
      transactionTimeoutMs: 1000,
      producerId: -1,
      producerEpoch: -1,
    });
    assert.notEqual(next.producerId, id, "a producer id was given out twice");
    raw[Symbol.dispose]();
    await broker.kill();
  }));

Deno.test("a kafkajs producer goes on after SIGKILL, and committed offsets survive it", {
  sanitizeOps: false,
  sanitizeResources: false,
}, () =>
  withDirectory(async (directory) => {
    let broker = await spawnBroker(directory);
    const kafka = new Kafka({
      brokers: [broker.bootstrap],
      logLevel: logLevel.NOTHING,
      retry: { retries: 30, initialRetryTime: 50, maxRetryTime: 200 },
    });
    const admin = kafka.admin();
    await admin.connect();
    const cluster = await admin.describeCluster();
    await admin.createTopics({ topics: [{ topic: "t" }] });
    await admin.setOffsets({
      groupId: "g",
      topic: "t",
      partitions: [{ partition: 0, offset: "7" }],
    });
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (let i = 0; i < 60; i++) {
      if (i % 20 === 10) {
        await broker.kill();
        broker = await spawnBroker(directory, { port: broker.port });
      }
      await producer.send({ topic: "t", acks: -1, messages: [{ value: `v${i}` }] });
    }
    await producer.disconnect();
    const again = await admin.describeCluster();
    assert.equal(again.clusterId, cluster.clusterId);
    const [offsets] = await admin.fetchOffsets({ groupId: "g", topics: ["t"] });
    assert.equal(offsets?.partitions[0]?.offset, "7");
    const [end] = await admin.fetchTopicOffsets("t");
    assert.equal(end?.high, "60");
    await admin.disconnect();
    await broker.kill();
  }));

Deno.test("a full disk refuses what is written, serves what is there, and is recovered from", () =>
  withDirectory(async (directory) => {
    const broker = await spawnBroker(directory, { fileKiB: 100 });
    const raw = await RawKafka.connect(broker.bootstrap);
    await makeTopic(raw, "full");
    const value = encoder.encode("x".repeat(9_000));
    const batch = () => packBatch([{ key: null, value, timestamp: 1 }]);
    let written = 0;
    let refusal: number = ErrorCode.NONE;
    for (; refusal === ErrorCode.NONE && written < 100; written++) {
      refusal = (await produceTo(raw, "full", batch())).errorCode;
    }
    written--;
    assert.equal(refusal, ErrorCode.KAFKA_STORAGE_ERROR);
    assert.ok(written > 5);
    assert.equal((await batchesIn(raw, "full")).length, written);
    assert.equal((await produceTo(raw, "full", batch())).errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
    await runProgram("prlimit", ["--pid", String(broker.pid), "--fsize=unlimited"]);
    const answer = await produceTo(raw, "full", batch());
    assert.deepEqual([answer.errorCode, answer.baseOffset], [ErrorCode.NONE, written]);
    assert.equal((await batchesIn(raw, "full")).length, written + 1);
    raw[Symbol.dispose]();
    await broker.kill();
  }));

Deno.test("a tail that was cut short, or is garbage, is cut off at the start", () =>
  withDirectory(async (directory) => {
    const notices: string[] = [];
    const options = { directory, warn: (text: string) => void notices.push(text) };
    const segmentOf = async () => {
      for await (const { name } of Deno.readDir(`${directory}/topics`)) {
        return `${directory}/topics/${name}/0/${"0".repeat(20)}.log`;
      }
      return assert.fail("no topic");
    };
    const batch = packBatch([{ key: null, value: encoder.encode("v"), timestamp: 1 }]);
    const tails = [
      batch.slice(0, 30),
      batch.slice(0, -1),
      new Uint8Array(5000),
      batch.map((b) => ~b),
    ];
    for (const [round, tail] of tails.entries()) {
      {
        await using broker = await embeddedBroker(options);
        using raw = await RawKafka.connect(broker.bootstrap);
        if (round === 0) await makeTopic(raw, "torn");
        assert.equal((await produceTo(raw, "torn", batch.slice())).baseOffset, round);
      }
      using file = await Deno.open(await segmentOf(), { append: true });
      await file.write(tail);
    }
    await using broker = await embeddedBroker(options);
    using raw = await RawKafka.connect(broker.bootstrap);
    assert.equal((await batchesIn(raw, "torn")).length, tails.length);
    assert.equal(notices.filter((text) => text.startsWith("Cut ")).length, tails.length);
    const { topics } = await raw.call(apis.listOffsets, 1, {
      replicaId: -1,
      isolationLevel: 0,
      topics: [{
        name: "torn",
        partitions: [{ index: 0, currentLeaderEpoch: -1, timestamp: LATEST }],
      }],
    });
    assert.equal(topics[0]?.partitions[0]?.offset, tails.length);
  }));

Deno.test("a directory in use, one that cannot be written, and a port in use are said in words", async () => {
  await using broker = await embeddedBroker();
  const { directory, port } = broker;
  const refuses = (options: { directory?: string; port?: number }, words: RegExp) =>
    assert.rejects(embeddedBroker(options), (error) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, words);
      return true;
    });
  await refuses({ directory }, /another one uses .*\. Stop it/);
  await refuses({ port }, /127\.0\.0\.1:\d+: another program listens there\. Stop/);
  await refuses({ directory: "/proc/nothing" }, /Cannot keep Kafka data in \/proc\/nothing/);
});

Deno.test("a request that stops in the middle ends its connection; too many clients are turned away", async () => {
  await using broker = await embeddedBroker({ stallMs: 100, maxConnections: 2 });
  using stalled = await RawKafka.connect(broker.bootstrap);
  await stalled.send(new Uint8Array([0, 0, 1, 0, 1, 2, 3]));
  assert.equal(await stalled.receive(), null);
  await new Promise((resolve) => setTimeout(resolve, 20));
  using first = await RawKafka.connect(broker.bootstrap);
  using second = await RawKafka.connect(broker.bootstrap);
  await first.call(apis.listGroups, 0, { states: [], types: [] });
  await second.call(apis.listGroups, 0, { states: [], types: [] });
  using third = await RawKafka.connect(broker.bootstrap);
  assert.equal(await third.receive(), null);
  await first.call(apis.listGroups, 0, { states: [], types: [] });
});

Deno.test("a reader of a topic that was recreated between two fetches gets an error for each partition, one at a time", async () => {
  await using broker = await embeddedBroker();
  using reader = await RawKafka.connect(broker.bootstrap);
  using other = await RawKafka.connect(broker.bootstrap);
  const name = "anew";
  const make = async (records: number) => {
    await makeTopic(other, name, 3);
    const record = { key: null, value: encoder.encode("x"), timestamp: 1_000 };
    for (let n = 0; n < records; n++) {
      for (const index of [0, 1, 2]) await produceTo(other, name, packBatch([record]), index);
    }
  };
  const remove = () =>
    other.call(apis.deleteTopics, 4, { topics: [], names: [name], timeoutMs: 1_000 });
  /** Of each partition: the error, or how many bytes of records. */
  const outcomes = async (...offsets: readonly number[]) =>
    (await fetchFrom(reader, name, ...offsets)).map(({ errorCode, records }) =>
      errorCode === ErrorCode.NONE && records instanceof Uint8Array
        ? Math.sign(records.byteLength)
        : errorCode
    );
  const told = ErrorCode.OFFSET_OUT_OF_RANGE;
  await make(2);
  assert.deepEqual(await outcomes(0, 0, 0), [1, 1, 1]);
  await remove();
  await make(3);
  // It is long enough for the old offsets, and the records before them would never be read. kafkajs handles one error of a
  // response and continues at the start of that partition; in the third partition the reader is at the start anyway.
  assert.deepEqual(await outcomes(2, 2, 0), [told, 0, 1]);
  assert.deepEqual(await outcomes(0, 2, 1), [1, told, 1]);
  // From then on it is the new one that is read.
  assert.deepEqual(await outcomes(2, 2, 2), [1, 1, 1]);
  await remove();
  await make(1);
  assert.deepEqual(await outcomes(0, 0, 0), [1, 1, 1]);
});
