import assert from "node:assert/strict";
import { embeddedBroker, freshName } from "../../testing/brokers.ts";
import { kafkaClient } from "./client.ts";
import {
  CONSUMER_CLIENT,
  consumeTopic,
  type FetchedRecord,
  type TopicReader,
} from "./consume_topic.ts";

/** A topic with these Kafka timestamps on a broker of its own, and a client of it. */
async function topicOf(timestamps: readonly string[]) {
  const broker = await embeddedBroker();
  const kafka = kafkaClient({ bootstrap: [broker.bootstrap] }, "test");
  const topic = freshName("times");
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: timestamps.map((timestamp) => ({ value: "x", timestamp })),
  });
  await producer.disconnect();
  return {
    kafka,
    topic,
    bootstrap: broker.bootstrap,
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  };
}

Deno.test("a Kafka timestamp that is no time of ours arrives as one that tables can hold", async () => {
  const given = ["1700000000000", "1700000000000000000", "9223372036854775807"];
  await using it = await topicOf(given);
  const stop = new AbortController();
  const got: FetchedRecord[] = [];
  const reader: TopicReader = {
    assigned: () => {},
    position: () => Promise.resolve(0),
    take: ({ records }) => {
      got.push(...records);
      if (got.length >= given.length) stop.abort();
      return Promise.resolve();
    },
  };
  {
    const options = { topic: it.topic, groupId: freshName("group"), signal: stop.signal };
    await using consumption = await consumeTopic(it.kafka, reader, options);
    await consumption.ended;
  }
  const latest = Date.parse("9999-12-31T23:59:59.999Z");
  assert.deepEqual(got.map(({ timestamp }) => timestamp), [1_700_000_000_000, latest, latest]);
});

Deno.test("a kafkajs that has stalled is reported, and one that finds no records is not", async () => {
  await using it = await topicOf(["1700000000000"]);
  const reader: TopicReader = {
    assigned: () => {},
    position: () => Promise.resolve(1),
    take: () => Promise.resolve(),
  };
  const stop = new AbortController();
  const options = { topic: it.topic, signal: stop.signal, stallMs: 2_000 };
  // Its loop never runs: it neither joins the group nor fetches, and says nothing.
  const halted: typeof it.kafka = Object.create(it.kafka, {
    consumer: {
      value: (config: Parameters<typeof it.kafka.consumer>[0]) =>
        Object.assign(it.kafka.consumer(config), { run: () => Promise.resolve() }),
    },
  });
  await using idle = await consumeTopic(it.kafka, reader, {
    ...options,
    groupId: freshName("group"),
  });
  await using stalling = await consumeTopic(halted, reader, {
    ...options,
    groupId: freshName("group"),
  });
  await assert.rejects(
    Promise.race([stalling.ended, idle.ended]),
    /kafkajs has asked the brokers for nothing in \d+ s/,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  stop.abort();
  await idle.ended;
});

Deno.test("a fetch of very many records is taken in stretches, one behind the other", async () => {
  const many = 5_001;
  await using it = await topicOf(Array.from({ length: many }, () => "1700000000000"));
  const stop = new AbortController();
  const taken: (readonly [from: number, to: number, records: number])[] = [];
  const reader: TopicReader = {
    assigned: () => {},
    position: () => Promise.resolve(0),
    take: ({ startOffset, nextOffset, records }) => {
      taken.push([startOffset, nextOffset, records.length]);
      if (nextOffset === many) stop.abort();
      return Promise.resolve();
    },
  };
  const options = { topic: it.topic, groupId: freshName("group"), signal: stop.signal };
  await using consumption = await consumeTopic(it.kafka, reader, options);
  await consumption.ended;
  assert.deepEqual(taken, [[0, 2_000, 2_000], [2_000, 4_000, 2_000], [4_000, 5_001, 1_001]]);
});

Deno.test("a partition whose position cannot be had ends the consumption instead of standing still", async () => {
  await using it = await topicOf(["1700000000000"]);
  const stop = new AbortController();
  const taken = Promise.withResolvers<void>();
  let asked = 0;
  const reader: TopicReader = {
    assigned: () => {},
    position: () => asked++ === 0 ? Promise.resolve(0) : Promise.reject(new Error("out of reach")),
    take: () => Promise.resolve(taken.resolve()),
  };
  const options = { topic: it.topic, groupId: freshName("group"), signal: stop.signal };
  await using consumption = await consumeTopic(it.kafka, reader, options);
  await taken.promise;
  // As the ingest loop asks for it when its batch turned out to start past the stored offset.
  consumption.reposition(0).catch(() => {});
  const timer = setTimeout(() => stop.abort(), 3_000);
  await assert.rejects(consumption.ended, /out of reach/);
  clearTimeout(timer);
});

Deno.test("a stretch that kafkajs passes by is not applied: it may have been fetched at another offset", async () => {
  // Only kafkajs' own timing brings this about: it fetches at the group's committed offset, 1000, before the position of
  // a database that was restored from a backup, 500, is known, and tells of it after.
  const handlers = new Map<string, (event: { readonly payload: unknown }) => void>();
  const sought: unknown[] = [];
  const consumer = {
    events: { GROUP_JOIN: "join", FETCH: "fetch", END_BATCH_PROCESS: "end", CRASH: "crash" },
    on: (name: string, handler: (event: { readonly payload: unknown }) => void) =>
      void handlers.set(name, handler),
    connect: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    run: () => Promise.resolve(),
    seek: (to: unknown) => void sought.push(to),
  };
  const kafka = kafkaClient({ bootstrap: ["127.0.0.1:9"] }, "test");
  Object.assign(kafka, { consumer: () => consumer });
  const taken: unknown[] = [];
  const reader: TopicReader = {
    assigned: () => {},
    position: () => Promise.resolve(500),
    take: (fetched) => Promise.resolve(void taken.push(fetched)),
  };
  const { signal } = new AbortController();
  await using _ = await consumeTopic(kafka, reader, { topic: "t", groupId: "g", signal });
  handlers.get("join")?.({ payload: { memberAssignment: { t: [0] } } });
  await new Promise((resolve) => setTimeout(resolve, 0));
  handlers.get("end")?.({
    payload: { partition: 0, batchSize: 0, firstOffset: "1000", lastOffset: "1000" },
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(taken, []);
  const position = { topic: "t", partition: 0, offset: "500" };
  assert.deepEqual(sought, [position, position]);
});

Deno.test("a consumer that was killed holds up its successor no longer than the database shows it", async () => {
  await using it = await topicOf(["1700000000000"]);
  const groupId = freshName("group");
  const killed = kafkaClient({ bootstrap: [it.bootstrap] }, CONSUMER_CLIENT).consumer({
    groupId,
    sessionTimeout: 300_000,
    rebalanceTimeout: 300_000,
    retry: { retries: 0, restartOnFailure: () => Promise.resolve(false) },
  });
  // Joined, and silent from then on: kafkajs sends heartbeats only while it fetches.
  const joined = Promise.withResolvers<void>();
  killed.on(killed.events.GROUP_JOIN, () => joined.resolve());
  await killed.connect();
  await killed.subscribe({ topics: [it.topic] });
  const end = Promise.withResolvers<void>();
  await killed.run({ eachBatch: () => end.promise });
  await joined.promise;

  let asked = 0;
  const stop = new AbortController();
  const reader: TopicReader = {
    assigned: () => {},
    position: () => Promise.resolve(0),
    take: () => Promise.resolve(stop.abort()),
  };
  const kafka = kafkaClient({ bootstrap: [it.bootstrap] }, CONSUMER_CLIENT);
  {
    await using consumption = await consumeTopic(kafka, reader, {
      topic: it.topic,
      groupId,
      signal: stop.signal,
      isAlone: () => Promise.resolve(++asked > 0),
    });
    await consumption.ended;
  }
  assert.equal(asked, 1);
  end.resolve();
  await killed.disconnect();
});
