import assert from "node:assert/strict";
import { brokers, freshName } from "../../testing/brokers.ts";
import { frameOf, RawKafka } from "../../testing/raw_kafka.ts";
import { type Api, apis, type RequestOf } from "./protocol/api.ts";
import { NO_TOPIC_ID } from "./protocol/codec.ts";
import { ErrorCode } from "./protocol/error_code.ts";
import { EARLIEST, LATEST, MAX_TIMESTAMP } from "./protocol/messages/offsets.ts";
import { WireReader } from "./protocol/wire_reader.ts";
import { checkBatch, readBatchHeader } from "./records/batch_header.ts";
import { packBatch } from "../../testing/pack_batch.ts";

const encoder = new TextEncoder();
const FETCH_VERSION = 11;
const PRODUCE_VERSION = 7;

/** A batch of records with the given timestamps (milliseconds). */
function batchAt(
  timestamps: readonly number[],
  producer?: { id: number; epoch: number; baseSequence: number },
): Uint8Array {
  const records = timestamps.map((timestamp, index) => ({
    key: encoder.encode(`k${index}`),
    value: encoder.encode(`v${index}`),
    timestamp,
  }));
  return packBatch(records, producer);
}

async function makeTopic(raw: RawKafka, partitions = 1): Promise<string> {
  const name = freshName("contract");
  const configs: { name: string; value: string }[] = [];
  const topic = { name, partitions, replicationFactor: 1, assignments: [], configs };
  const request = { topics: [topic], timeoutMs: 5_000, validateOnly: false };
  const { topics } = await raw.call(apis.createTopics, 4, request);
  assert.equal(topics[0]?.errorCode, ErrorCode.NONE);
  // Real Kafka says yes before the partition has its leader.
  for (let tries = 0; tries < 100; tries++) {
    const answer = await raw.call(apis.listOffsets, 1, listOffsetsOf(name, LATEST));
    if (answer.topics[0]?.partitions[0]?.errorCode === ErrorCode.NONE) return name;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`No leader for ${name}`);
}

function listOffsetsOf(name: string, timestamp: number): RequestOf<"listOffsets"> {
  const partitions = [{ index: 0, currentLeaderEpoch: -1, timestamp }];
  return { replicaId: -1, isolationLevel: 0, topics: [{ name, partitions }] };
}

function produceOf(name: string, records: Uint8Array): RequestOf<"produce"> {
  const topics = [{ name, partitions: [{ index: 0, records }] }];
  return { transactionalId: null, acks: -1, timeoutMs: 5_000, topics };
}

async function produceTo(raw: RawKafka, name: string, records: Uint8Array) {
  const answer = await raw.call(apis.produce, PRODUCE_VERSION, produceOf(name, records));
  const partition = answer.topics[0]?.partitions[0];
  assert.ok(partition);
  return partition;
}

function fetchOf(
  name: string,
  { offset = 0, maxWaitMs = 100, minBytes = 1, maxBytes = 1_000_000 } = {},
): RequestOf<"fetch"> {
  const partition = {
    index: 0,
    currentLeaderEpoch: -1,
    fetchOffset: offset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes,
  };
  return {
    replicaId: -1,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ name, topicId: NO_TOPIC_ID, partitions: [partition] }],
    forgottenTopics: [],
    rackId: "",
  };
}

async function fetchFrom(raw: RawKafka, name: string, options?: Parameters<typeof fetchOf>[1]) {
  const answer = await raw.call(apis.fetch, FETCH_VERSION, fetchOf(name, options));
  const partition = answer.topics[0]?.partitions[0];
  assert.ok(partition);
  const { records } = partition;
  return { ...partition, records: records instanceof Uint8Array ? records : new Uint8Array() };
}

for (const kind of brokers()) {
  const test = (name: string, run: (bootstrap: string) => Promise<void>) =>
    Deno.test(`${kind.name} broker: ${name}`, async () => {
      await using broker = await kind.open();
      await run(broker.bootstrap);
    });

  test("every version of a reading call that both sides know is understood", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    await produceTo(raw, topic, batchAt([1000, 2000]));
    const known = await raw.call(apis.apiVersions, 3, {
      clientSoftwareName: "raw",
      clientSoftwareVersion: "1",
    });
    let calls = 0;
    async function everyVersion<Request>(api: Api<Request, unknown>, request: Request) {
      const theirs = known.apis.find(({ key }) => key === api.key);
      assert.ok(theirs, `call ${api.key}`);
      const last = Math.min(api.maxVersion, theirs.maxVersion);
      for (let version = Math.max(api.minVersion, theirs.minVersion); version <= last; version++) {
        // Topic ids come with Fetch 13; those versions have their own test.
        if (api.key === apis.fetch.key && version > 12) continue;
        await raw.call(api, version, request);
        calls++;
      }
    }
    await everyVersion(apis.apiVersions, { clientSoftwareName: "r", clientSoftwareVersion: "1" });
    await everyVersion(apis.metadata, {
      topics: [{ name: topic, topicId: NO_TOPIC_ID }],
      allowAutoTopicCreation: true,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    });
    await everyVersion(apis.listOffsets, listOffsetsOf(topic, 1500));
    await everyVersion(apis.fetch, fetchOf(topic));
    await everyVersion(apis.findCoordinator, { key: "g", keyType: 0, keys: ["g"] });
    await everyVersion(apis.offsetFetch, {
      groupId: "g",
      topics: [{ name: topic, partitions: [0] }],
      groups: [{
        groupId: "g",
        memberId: null,
        memberEpoch: -1,
        topics: [{ name: topic, partitions: [0] }],
      }],
      requireStable: 0,
    });
    await everyVersion(apis.describeGroups, { groups: ["g"], includeAuthorizedOperations: false });
    await everyVersion(apis.listGroups, { states: [], types: [] });
    await everyVersion(apis.describeConfigs, {
      resources: [{ type: 2, name: topic, keys: ["retention.ms"] }],
      includeSynonyms: false,
      includeDocumentation: false,
    });
    await everyVersion(apis.initProducerId, {
      transactionalId: null,
      transactionTimeoutMs: 1000,
      producerId: -1,
      producerEpoch: -1,
    });
    assert.ok(calls > 50, `${calls} calls`);
  });

  test("fetches by topic id", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    await produceTo(raw, topic, batchAt([1]));
    const described = await raw.call(apis.metadata, 12, {
      topics: [{ name: topic, topicId: NO_TOPIC_ID }],
      allowAutoTopicCreation: false,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    });
    const topicId = described.topics[0]?.topicId ?? NO_TOPIC_ID;
    assert.notEqual(topicId, NO_TOPIC_ID);
    for (let version = 13; version <= 17; version++) {
      const request = fetchOf(topic);
      const [wanted] = request.topics;
      assert.ok(wanted);
      const answer = await raw.call(apis.fetch, version, {
        ...request,
        sessionEpoch: -1,
        topics: [{ ...wanted, topicId }],
      });
      assert.equal(answer.topics[0]?.topicId, topicId);
      assert.ok((answer.topics[0]?.partitions[0]?.records.byteLength ?? 0) > 0);
    }
  });

  test("an unknown version of ApiVersions is answered with the known ones", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const request = { clientSoftwareName: "r", clientSoftwareVersion: "1" };
    await raw.send(frameOf(apis.apiVersions, 99, { request, correlation: 7 }));
    const reader = new WireReader(await raw.receive() ?? new Uint8Array(), { version: 0 });
    assert.equal(reader.int32(), 7);
    const answer = apis.apiVersions.response.read(reader);
    assert.equal(answer.errorCode, ErrorCode.UNSUPPORTED_VERSION);
    assert.ok(answer.apis.some(({ key }) => key === apis.apiVersions.key));
    // And the client may go on with one of them on the same connection.
    await raw.call(apis.apiVersions, 0, request);
  });

  test("an unknown version of another call ends the connection, and only that", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const request = { includeAuthorizedOperations: false };
    await raw.send(frameOf(apis.describeCluster, 99, { request, correlation: 1 }));
    assert.equal(await raw.receive(), null);
    using other = await RawKafka.connect(bootstrap);
    await other.call(apis.listGroups, 0, { states: [], types: [] });
  });

  test("oversized, negative and torn requests end their connection, and only that", async (bootstrap) => {
    using steady = await RawKafka.connect(bootstrap);
    for (const length of [0x7fffffff, -1]) {
      using raw = await RawKafka.connect(bootstrap);
      const bytes = new Uint8Array(64);
      new DataView(bytes.buffer).setInt32(0, length);
      await raw.send(bytes);
      assert.equal(await raw.receive(), null);
    }
    for (const keep of [2, 7, 30]) {
      using torn = await RawKafka.connect(bootstrap);
      const request = fetchOf("nothing");
      await torn.send(frameOf(apis.fetch, 11, { request, correlation: 1 }).subarray(0, keep));
    }
    {
      // A whole frame whose content ends too early: an array of a million elements in a few bytes.
      using lying = await RawKafka.connect(bootstrap);
      const frame = frameOf(apis.describeGroups, 0, {
        request: { groups: ["x"], includeAuthorizedOperations: false },
        correlation: 1,
      });
      new DataView(frame.buffer).setInt32(frame.byteLength - 7, 1_000_000);
      await lying.send(frame);
      assert.equal(await lying.receive(), null);
    }
    await steady.call(apis.listGroups, 0, { states: [], types: [] });
  });

  test("a batch that is not what its CRC says is refused", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    const damaged = batchAt([1, 2, 3]);
    damaged[damaged.length - 2]! ^= 0xff;
    assert.equal((await produceTo(raw, topic, damaged)).errorCode, ErrorCode.CORRUPT_MESSAGE);
    assert.equal((await produceTo(raw, topic, batchAt([1, 2]))).baseOffset, 0);
    const { records, highWatermark } = await fetchFrom(raw, topic);
    assert.equal(highWatermark, 2);
    const header = readBatchHeader(records);
    assert.ok(typeof header !== "string" && header.recordCount === 2);
  });

  test("an idempotent producer's repetition is answered as the first time, a hole refused", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    const { producerId: id, producerEpoch: epoch } = await raw.call(apis.initProducerId, 1, {
      transactionalId: null,
      transactionTimeoutMs: 1000,
      producerId: -1,
      producerEpoch: -1,
    });
    const send = (baseSequence: number) =>
      produceTo(raw, topic, batchAt([1, 2], { id, epoch, baseSequence }));
    assert.equal((await send(0)).baseOffset, 0);
    assert.equal((await send(2)).baseOffset, 2);
    const again = await send(0);
    assert.deepEqual([again.errorCode, again.baseOffset], [ErrorCode.NONE, 0]);
    assert.equal((await send(6)).errorCode, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal((await send(4)).baseOffset, 4);
    assert.equal((await fetchFrom(raw, topic)).highWatermark, 6);
  });

  test("offsets outside the log are out of range, its end is not", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    await produceTo(raw, topic, batchAt([1, 2]));
    assert.equal((await fetchFrom(raw, topic, { offset: 2 })).errorCode, ErrorCode.NONE);
    for (const offset of [3, 1_000_000, -5]) {
      const { errorCode } = await fetchFrom(raw, topic, { offset });
      assert.equal(errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    }
  });

  test("a fetch from the middle of a batch begins with that batch", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    await produceTo(raw, topic, batchAt([1, 2, 3]));
    await produceTo(raw, topic, batchAt([4, 5, 6]));
    const header = readBatchHeader((await fetchFrom(raw, topic, { offset: 4 })).records);
    assert.ok(typeof header !== "string" && header.baseOffset === 3);
  });

  test("a first batch larger than the limit is sent whole", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    const batch = batchAt(Array.from({ length: 500 }, (_, i) => i));
    await produceTo(raw, topic, batch);
    const { records } = await fetchFrom(raw, topic, { maxBytes: 10 });
    assert.equal(records.byteLength, batch.byteLength);
  });

  test("takes requests of several megabytes, and gives them back whole", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw, 6);
    const value = new Uint8Array(1_000_000).map((_, i) => i * 7);
    const batch = () => packBatch([{ key: null, value, timestamp: 1 }]);
    const indexes = [0, 1, 2, 3, 4, 5];
    const partitions = indexes.map((index) => ({ index, records: batch() }));
    for (let round = 0; round < 3; round++) {
      const { topics } = await raw.call(apis.produce, PRODUCE_VERSION, {
        transactionalId: null,
        acks: -1,
        timeoutMs: 5_000,
        topics: [{ name: topic, partitions }],
      });
      const codes = topics[0]?.partitions.map(({ errorCode }) => errorCode);
      assert.deepEqual(codes, indexes.map(() => ErrorCode.NONE));
    }
    const { records } = await fetchFrom(raw, topic, { maxBytes: 10_000_000 });
    assert.equal(records.byteLength, 3 * batch().byteLength);
    for (let at = 0; at < records.byteLength;) {
      const header = checkBatch(records, at);
      assert.ok(typeof header !== "string", String(header));
      at += header.byteLength;
    }
    const tooLarge = packBatch([{ key: null, value: new Uint8Array(1_100_000), timestamp: 1 }]);
    const { errorCode } = await produceTo(raw, topic, tooLarge);
    assert.equal(errorCode, ErrorCode.MESSAGE_TOO_LARGE);
  });

  test("finds offsets by time", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    const t = 1_700_000_000_000;
    await produceTo(raw, topic, batchAt([t, t + 10, t + 20]));
    await produceTo(raw, topic, batchAt([t + 30, t + 5, t + 50]));
    const at = async (timestamp: number) => {
      const { topics } = await raw.call(apis.listOffsets, 7, listOffsetsOf(topic, timestamp));
      return topics[0]?.partitions[0]?.offset;
    };
    assert.equal(await at(EARLIEST), 0);
    assert.equal(await at(LATEST), 6);
    assert.equal(await at(MAX_TIMESTAMP), 5);
    assert.equal(await at(t - 1), 0);
    assert.equal(await at(t + 11), 2);
    assert.equal(await at(t + 31), 5);
    assert.equal(await at(t + 51), -1);
  });

  test("a waiting fetch is answered by what is produced, not by its time", async (bootstrap) => {
    using reader = await RawKafka.connect(bootstrap);
    using writer = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(writer);
    await produceTo(writer, topic, batchAt([1]));
    const took: number[] = [];
    for (let offset = 1; offset <= 20; offset++) {
      const waiting = fetchFrom(reader, topic, { offset, maxWaitMs: 20_000 });
      await new Promise((resolve) => setTimeout(resolve, 5));
      const began = performance.now();
      await produceTo(writer, topic, batchAt([offset]));
      assert.ok((await waiting).records.byteLength > 0);
      took.push(performance.now() - began);
    }
    took.sort((a, b) => a - b);
    assert.ok(took[10]! < 200, `median of ${took[10]} ms`);
  });

  test("a fetch with nothing to read waits as long as it says", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const topic = await makeTopic(raw);
    const began = performance.now();
    const { records } = await fetchFrom(raw, topic, { maxWaitMs: 300 });
    assert.equal(records.byteLength, 0);
    const took = performance.now() - began;
    assert.ok(took > 250 && took < 5_000, `${took} ms`);
  });

  test("unknown topics are said to be so", async (bootstrap) => {
    using raw = await RawKafka.connect(bootstrap);
    const nowhere = freshName("nowhere");
    const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    assert.equal((await produceTo(raw, nowhere, batchAt([1]))).errorCode, unknown);
    assert.equal((await fetchFrom(raw, nowhere)).errorCode, unknown);
    const asked = {
      topics: [{ name: nowhere, topicId: NO_TOPIC_ID }, { name: "a/b", topicId: NO_TOPIC_ID }],
      allowAutoTopicCreation: false,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    };
    const { topics } = await raw.call(apis.metadata, 5, asked);
    const codes = new Map(topics.map(({ name, errorCode }) => [name, errorCode]));
    assert.equal(codes.get(nowhere), unknown);
    assert.equal(codes.get("a/b"), ErrorCode.INVALID_TOPIC_EXCEPTION);
  });
}
