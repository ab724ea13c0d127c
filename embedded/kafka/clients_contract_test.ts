import assert from "node:assert/strict";
import {
  Admin,
  Consumer,
  Producer,
  stringDeserializers,
  stringSerializers,
} from "@platformatic/kafka";
import { CompressionTypes, Kafka, logLevel } from "kafkajs";
import { brokers, freshName } from "../../testing/brokers.ts";
import { runProgram, succeeds } from "../../testing/run_program.ts";

/** Whether kcat is there; CI installs it, since it demands that nothing is skipped. */
const kcatIsThere = await succeeds("kcat", ["-V"]);
if (!kcatIsThere) console.error("kcat is not on PATH: its tests are skipped. apt-get install kcat");

function kafkajs(bootstrap: string): Kafka {
  return new Kafka({ clientId: "contract", brokers: [bootstrap], logLevel: logLevel.NOTHING });
}

async function makeTopic(bootstrap: string, numPartitions: number): Promise<string> {
  const topic = freshName("clients");
  const admin = kafkajs(bootstrap).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  await admin.disconnect();
  return topic;
}

async function produceTo(
  bootstrap: string,
  topic: string,
  { values, gzip = false }: { values: readonly string[]; gzip?: boolean },
): Promise<void> {
  const producer = kafkajs(bootstrap).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (let i = 0; i < values.length; i += 100) {
    const messages = values.slice(i, i + 100).map((value, at) => ({
      key: `k${i + at}`,
      value,
      headers: { schema: "1" },
    }));
    const compression = gzip ? CompressionTypes.GZIP : CompressionTypes.None;
    await producer.send({ topic, acks: -1, compression, messages });
  }
  await producer.disconnect();
}

/** A member of a group that notes what it reads and which partitions it was given. */
async function member(bootstrap: string, groupId: string, topic: string) {
  const consumer = kafkajs(bootstrap).consumer({
    groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: 300,
    maxWaitTimeInMs: 200,
  });
  const values: string[] = [];
  let partitions: readonly number[] = [];
  consumer.on("consumer.group_join", ({ payload }) => {
    partitions = payload.memberAssignment[topic] ?? [];
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      values.push(message.value?.toString() ?? "");
      return Promise.resolve();
    },
  });
  return { consumer, values, partitions: () => partitions };
}

async function until(what: string, condition: () => boolean, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    assert.ok(performance.now() < deadline, `waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const kcat = (args: readonly string[], input = "") => runProgram("kcat", args, { input });

for (const kind of brokers()) {
  const test = (
    name: string,
    run: (bootstrap: string) => Promise<void>,
    options: { ignore?: boolean } = {},
  ) =>
    Deno.test(`${kind.name} broker: ${name}`, {
      ...options,
      // The clients leave timers of their own behind for a moment.
      sanitizeOps: false,
      sanitizeResources: false,
    }, async () => {
      await using broker = await kind.open();
      await run(broker.bootstrap);
    });

  test("kafkajs reads what it wrote, plain and gzip, in order", async (bootstrap) => {
    const topic = await makeTopic(bootstrap, 1);
    const plain = Array.from({ length: 500 }, (_, i) => `plain ${i} é`);
    const packed = Array.from({ length: 500 }, (_, i) => `packed ${i}`);
    await produceTo(bootstrap, topic, { values: plain });
    await produceTo(bootstrap, topic, { values: packed, gzip: true });
    const reader = await member(bootstrap, freshName("group"), topic);
    await until("all is read", () => reader.values.length >= 1000);
    assert.deepEqual(reader.values, [...plain, ...packed]);
    await reader.consumer.disconnect();
  });

  test("kafkajs members share partitions, and the rest take over from one that leaves", async (bootstrap) => {
    const topic = await makeTopic(bootstrap, 4);
    const group = freshName("group");
    const first = await member(bootstrap, group, topic);
    await until("the first has all", () => first.partitions().length === 4);
    const second = await member(bootstrap, group, topic);
    await until(
      "they share",
      () => first.partitions().length === 2 && second.partitions().length === 2,
    );
    const all = [...first.partitions(), ...second.partitions()].toSorted();
    assert.deepEqual(all, [0, 1, 2, 3]);
    const values = Array.from({ length: 400 }, (_, i) => `v${i}`);
    await produceTo(bootstrap, topic, { values });
    await until("all is read", () => first.values.length + second.values.length >= 400);
    assert.ok(first.values.length > 0 && second.values.length > 0);
    await first.consumer.disconnect();
    await until("the second has all", () => second.partitions().length === 4);
    await produceTo(bootstrap, topic, { values: ["last"] });
    await until("the second reads on", () => second.values.includes("last"));
    const read = [...first.values, ...second.values].toSorted();
    assert.deepEqual(read, [...values, "last"].toSorted());
    await second.consumer.disconnect();
  });

  test("kafkajs commits, comes back to where it was, and seeks", async (bootstrap) => {
    const topic = await makeTopic(bootstrap, 1);
    const group = freshName("group");
    await produceTo(bootstrap, topic, { values: ["a", "b", "c", "d"] });
    const admin = kafkajs(bootstrap).admin();
    await admin.connect();
    await admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 0, offset: "2" }] });
    const fetched = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    assert.equal(fetched[0]?.partitions[0]?.offset, "2");
    const reader = await member(bootstrap, group, topic);
    await until("the rest is read", () => reader.values.length >= 2);
    assert.deepEqual(reader.values, ["c", "d"]);
    reader.consumer.seek({ topic, partition: 0, offset: "1" });
    await until("it is read again", () => reader.values.length >= 5);
    assert.deepEqual(reader.values.slice(2), ["b", "c", "d"]);
    await reader.consumer.disconnect();
    const after = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    assert.equal(after[0]?.partitions[0]?.offset, "4");
    await admin.disconnect();
  });

  test("kafkajs administers topics, partitions, settings and groups", async (bootstrap) => {
    const admin = kafkajs(bootstrap).admin();
    await admin.connect();
    const topic = freshName("admin");
    const configEntries = [{ name: "cleanup.policy", value: "compact" }];
    assert.equal(await admin.createTopics({ topics: [{ topic, configEntries }] }), true);
    assert.equal(await admin.createTopics({ topics: [{ topic }] }), false);
    const settings = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic, configNames: ["cleanup.policy"] }],
    });
    assert.equal(settings.resources[0]?.configEntries[0]?.configValue, "compact");
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    let partitions = 0;
    for (let tries = 0; partitions !== 3 && tries < 50; tries++) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      partitions = topics[0]?.partitions.length ?? 0;
    }
    assert.equal(partitions, 3);
    const cluster = await admin.describeCluster();
    assert.ok(cluster.clusterId.length > 10);
    assert.equal((await admin.describeCluster()).clusterId, cluster.clusterId);
    await admin.deleteTopics({ topics: [topic] });
    assert.ok(!(await admin.listTopics()).includes(topic));
    await admin.disconnect();
  });

  test("kafkajs deletes records, and reads from the new start", async (bootstrap) => {
    const topic = await makeTopic(bootstrap, 1);
    await produceTo(bootstrap, topic, { values: ["a", "b", "c"] });
    const admin = kafkajs(bootstrap).admin();
    await admin.connect();
    // kafkajs only knows where to send the deletion once it has looked at the topic.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "2" }] });
    const [offsets] = await admin.fetchTopicOffsets(topic);
    assert.deepEqual([offsets?.low, offsets?.high], ["2", "3"]);
    await admin.disconnect();
    const reader = await member(bootstrap, freshName("group"), topic);
    await until("what is left is read", () => reader.values.length >= 1);
    assert.deepEqual(reader.values, ["c"]);
    await reader.consumer.disconnect();
  });

  test("platformatic writes, reads in a group, commits and comes back", async (bootstrap) => {
    const bootstrapBrokers = [bootstrap];
    const topic = await makeTopic(bootstrap, 2);
    const producer = new Producer({
      clientId: "contract",
      bootstrapBrokers,
      serializers: stringSerializers,
      idempotent: true,
    });
    const values = Array.from({ length: 40 }, (_, i) => `v${i}`);
    const messages = values.map((value, i) => ({ topic, key: `k${i}`, value }));
    await producer.send({ messages: messages.slice(0, 30), acks: -1 });
    const groupId = freshName("group");
    const read = async (count: number) => {
      const consumer = new Consumer({
        groupId,
        clientId: "contract",
        bootstrapBrokers,
        deserializers: stringDeserializers,
      });
      const stream = await consumer.consume({
        topics: [topic],
        mode: "committed",
        fallbackMode: "earliest",
        autocommit: false,
        maxWaitTime: 200,
        sessionTimeout: 10_000,
        heartbeatInterval: 500,
      });
      const got: string[] = [];
      for await (const message of stream) {
        got.push(message.value);
        await message.commit();
        if (got.length === count) break;
      }
      await stream.close();
      await consumer.close();
      return got;
    };
    const first = await read(30);
    await producer.send({ messages: messages.slice(30), acks: -1 });
    const second = await read(10);
    assert.deepEqual([...first, ...second].toSorted(), values.toSorted());
    const admin = new Admin({ clientId: "contract", bootstrapBrokers });
    assert.ok((await admin.listGroups()).has(groupId));
    await admin.close();
    await producer.close();
  });

  test(
    "kcat writes and reads, plain and packed with gzip, snappy, lz4 and zstd",
    async (bootstrap) => {
      const topic = await makeTopic(bootstrap, 1);
      const lines: string[] = [];
      for (const codec of ["none", "gzip", "snappy", "lz4", "zstd"]) {
        const batch = Array.from({ length: 50 }, (_, i) => `${codec}-${i}:value ${i}`);
        const options = ["-b", bootstrap, "-P", "-t", topic, "-K:", "-z", codec];
        await kcat([...options, "-X", "enable.idempotence=true"], batch.join("\n") + "\n");
        lines.push(...batch);
      }
      const all = await kcat([
        "-b",
        bootstrap,
        "-C",
        "-t",
        topic,
        "-o",
        "beginning",
        "-e",
        "-q",
        "-K:",
      ]);
      assert.deepEqual(all.trimEnd().split("\n"), lines);
      const tail = await kcat(["-b", bootstrap, "-C", "-t", topic, "-o", "245", "-e", "-q", "-K:"]);
      assert.deepEqual(tail.trimEnd().split("\n"), lines.slice(245));
    },
    { ignore: !kcatIsThere },
  );

  test("kcat joins a group with kafkajs's offsets, and lists what is there", async (bootstrap) => {
    const topic = await makeTopic(bootstrap, 3);
    await produceTo(bootstrap, topic, { values: ["a", "b", "c", "d", "e"] });
    const group = freshName("group");
    const read = () =>
      kcat(
        ["-b", bootstrap, "-G", group, "-e", "-q", "-X", "auto.offset.reset=earliest", topic],
      );
    assert.deepEqual((await read()).trimEnd().split("\n").toSorted(), ["a", "b", "c", "d", "e"]);
    assert.equal(await read(), "");
    assert.match(await kcat(["-b", bootstrap, "-L", "-t", topic]), /with 3 partitions/);
    assert.match(await kcat(["-b", bootstrap, "-Q", "-t", `${topic}:0:1`]), /offset 0/);
  }, { ignore: !kcatIsThere });
}
