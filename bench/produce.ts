/**
 * `bench produce` measures posts per second from a WebSocket to acknowledged Kafka records: the producer worker with its
 * permissions reads the simulator, which sends as fast as it is read, and writes to the embedded broker (or
 * `--kafka HOST:PORT`).
 *
 * No reference: the goal is 5,000 posts/s. Records are counted by the topic's offsets, so that the figure covers only what
 * is stored.
 */
import process from "node:process";
import { parseArgs } from "@std/cli/parse-args";
import { kafkaClient } from "../core/kafka/client.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import type { ProducerConfig } from "../workers/producer.ts";
import type { Bench, Figure } from "./result.ts";
import { startBroker } from "../testing/backlog_topic.ts";
import { spawnWorker } from "../testing/spawned_worker.ts";

export const bench: Bench = {
  summary:
    "posts a second from the simulator's WebSocket into Kafka [--posts N] [--kafka HOST:PORT]",
  async run(args, say) {
    const flags = parseArgs([...args], { string: ["posts", "kafka"] });
    const posts = Number(flags.posts ?? 60_000);
    await using stack = new AsyncDisposableStack();
    const directory = await Deno.makeTempDir({ prefix: "bench_produce" });
    stack.defer(() => Deno.remove(directory, { recursive: true }));
    const bootstrap = flags.kafka ?? await startBroker(stack, { directory, say });

    say(`writing ${posts} posts`);
    const simulator = stack.use(
      startSimulator({ rate: Infinity, posts, variety: 2000, token: "bench" }),
    );
    const run = crypto.randomUUID().slice(0, 8);
    const topics = { stream: `bench_${run}`, errors: `bench_${run}_e` };
    const config: ProducerConfig = {
      mastodon: { baseUrl: simulator.url, token: "bench", stream: "public" },
      instance: "bench.example",
      kafka: { bootstrap: [bootstrap] },
      topics,
      partitions: 4,
      consent: "default",
      filters: { keywords: [], languages: [] },
      spool: { directory: `${directory}/spool`, maxBytes: 2 ** 30 },
    };
    const grants = {
      net: [`127.0.0.1:${simulator.port}`, bootstrap],
      read: [config.spool.directory],
      write: [config.spool.directory],
    };
    const cpu = process.cpuUsage();
    const producer = stack.use(await spawnWorker("producer", { config, grants, say }));
    const start = performance.now();
    await simulator.finished;
    const expected = Number(simulator.journal.stats().updates ?? posts);
    say(`${expected} posts were sent; the producer drains`);
    while (Number(producer.stats.events ?? 0) < expected) await pause(20);
    while (Number(producer.stats.waiting ?? 1) > 0) await pause(20);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const stats = await producer.drain();
    const stored = await countRecords(bootstrap, topics);
    return [
      {
        what: "posts from WebSocket to Kafka",
        value: Number(stats.events) / seconds,
        unit: "/s",
        goal: { at: 5_000, better: "higher" },
      },
      {
        what: "records in the topic",
        value: stored,
        unit: "",
        reference: { what: "acknowledged", value: Number(stats.sent) },
      },
      {
        what: "CPU for each post, simulator and broker included",
        value: (user + system) / expected,
        unit: "µs",
      },
      { what: "spooled", value: Number(stats.spooled), unit: "", goal: { at: 0, better: "lower" } },
      { what: "memory of the process", value: Deno.memoryUsage().rss / 1e6, unit: "MB" },
    ] satisfies Figure[];
  },
};

/** Counts the records of the stream topic by its offsets, and deletes the topics. */
async function countRecords(
  bootstrap: string,
  topics: { readonly stream: string; readonly errors: string },
): Promise<number> {
  const admin = kafkaClient({ bootstrap: [bootstrap] }, "bench").admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topics.stream);
    await admin.deleteTopics({ topics: Object.values(topics) });
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
