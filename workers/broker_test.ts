import assert from "node:assert/strict";
import { apis, type RequestOf } from "../embedded/kafka/protocol/api.ts";
import { NO_TOPIC_ID } from "../embedded/kafka/protocol/codec.ts";
import { frameOf, RawKafka } from "../testing/raw_kafka.ts";
import type { Report } from "../core/supervision/protocol.ts";
import type { Config } from "./broker.ts";

/** Waits for a minute for a record that does not come. */
const LONG_POLL: RequestOf<"fetch"> = {
  replicaId: -1,
  maxWaitMs: 60_000,
  minBytes: 1,
  maxBytes: 1000,
  isolationLevel: 0,
  sessionId: 0,
  sessionEpoch: -1,
  topics: [{
    name: "auto",
    topicId: NO_TOPIC_ID,
    partitions: [{
      index: 0,
      currentLeaderEpoch: -1,
      fetchOffset: 0,
      lastFetchedEpoch: -1,
      logStartOffset: -1,
      maxBytes: 1000,
    }],
  }],
  forgottenTopics: [],
  rackId: "",
};

/** Starts the worker with what its configuration needs and nothing else, and hands on its reports. */
function start(directory: string, config: Partial<Config> = {}) {
  const worker = new Worker(new URL("./broker.ts", import.meta.url), {
    type: "module",
    deno: {
      permissions: { net: ["127.0.0.1"], read: [directory], write: [directory] },
    },
  });
  const waiting: { type: Report["type"]; resolve: (report: Report) => void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    for (const waiter of waiting) if (waiter.type === data.type) waiter.resolve(data);
  };
  const next = <T extends Report["type"]>(type: T) =>
    new Promise<Extract<Report, { type: T }>>((resolve) => {
      // The type is what was waited for.
      waiting.push({ type, resolve: (report) => resolve(report as Extract<Report, { type: T }>) });
    });
  worker.postMessage({ type: "start", config: { directory, ...config } satisfies Config });
  return { worker, next };
}

Deno.test("the broker's worker serves with net on loopback and its own directory, drains, and comes back", async () => {
  const directory = await Deno.makeTempDir({ prefix: "trunkline_worker_" });
  for (let round = 0; round < 2; round++) {
    const { worker, next } = start(directory, { defaultPartitions: 3 });
    const { stats } = await next("ready");
    using raw = await RawKafka.connect(`127.0.0.1:${stats.port}`);
    const topics = [{ name: "auto", topicId: NO_TOPIC_ID }];
    const { topics: [topic] } = await raw.call(apis.metadata, 5, {
      topics,
      allowAutoTopicCreation: round === 0,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    });
    assert.deepEqual([topic?.errorCode, topic?.partitions.length], [0, 3]);
    // A client that waits does not hold up the end.
    await raw.send(frameOf(apis.fetch, 4, { request: LONG_POLL, correlation: 1 }));
    const stopped = next("stopped");
    worker.postMessage({ type: "drain" });
    await stopped;
    worker.terminate();
  }
  await Deno.remove(directory, { recursive: true });
});

Deno.test("the broker's worker says in words that its directory is in use", async () => {
  const directory = await Deno.makeTempDir({ prefix: "trunkline_worker_" });
  const first = start(directory);
  await first.next("ready");
  const second = start(directory);
  const failed = await second.next("failed");
  assert.ok(failed.permanent);
  assert.match(failed.message, /Cannot start the embedded Kafka broker: another one uses/);
  second.worker.terminate();
  const stopped = first.next("stopped");
  first.worker.postMessage({ type: "drain" });
  await stopped;
  first.worker.terminate();
  await Deno.remove(directory, { recursive: true });
});
