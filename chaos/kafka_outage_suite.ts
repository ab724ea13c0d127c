/** Fault: Kafka is killed and away for a minute, and the producer is killed meanwhile. Spooled records keep their order. */

import assert from "node:assert/strict";
import { kafkaClient } from "../core/kafka/client.ts";
import type { Stats } from "../core/supervision/protocol.ts";
import { CAN_START_KAFKA, kafkaService } from "../testing/kafka_service.ts";
import { TinyMastodon, tinyStatus } from "../testing/tiny_mastodon.ts";
import { startWorkerProcess } from "../testing/worker_process.ts";
import type { ProducerConfig } from "../workers/producer.ts";

const PORT = Number(Deno.env.get("PRODUCER_OUTAGE_PORT") ?? 15720);
const BOOTSTRAP = `127.0.0.1:${PORT}`;
const DIRECTORY = `/var/tmp/trunkline-producer-outage-${PORT}`;
/** Length of the outage. */
const OUTAGE_MS = 60_000;

const kafka = (...args: readonly string[]) =>
  kafkaService(...args, "--dir", DIRECTORY, "--port", String(PORT));

/** A producer in a process of its own, with its reports. */
function launch(config: ProducerConfig, mastodon: TinyMastodon) {
  const spool = config.spool.directory;
  const grants = { net: [mastodon.host, BOOTSTRAP], read: [spool], write: [spool] };
  const { reports, kill, drain } = startWorkerProcess("producer", config, grants);
  const logged = () => reports.flatMap((report) => report.type === "log" ? [report.text] : []);
  const stats = (): Stats =>
    reports.flatMap((report) =>
      report.type === "status" || report.type === "stopped" ? [report.stats] : []
    ).at(-1) ?? {};
  return {
    kill,
    drain,
    logged,
    stat: (name: string) => Number(stats()[name] ?? 0),
    async until(condition: () => boolean, withinMs = 60_000): Promise<void> {
      const start = performance.now();
      while (!condition()) {
        const failure = reports.find(({ type }) => type === "failed");
        if (performance.now() - start > withinMs || failure !== undefined) {
          throw new Error(`waited in vain: ${JSON.stringify([failure, stats(), logged()])}`);
        }
        await pause(50);
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** The ids in the topic, partition by partition, in order. */
async function readIds(topic: string): Promise<readonly (readonly number[])[]> {
  const client = kafkaClient({ bootstrap: [BOOTSTRAP] }, "suite");
  const admin = client.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const partitions: number[][] = ends.map(() => []);
  const total = ends.reduce((sum, { high }) => sum + Number(high), 0);
  const consumer = client.consumer({ groupId: crypto.randomUUID() });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const done = Promise.withResolvers<void>();
  let count = 0;
  await consumer.run({
    eachMessage: ({ partition, message }) => {
      const record = JSON.parse(String(message.value));
      // Between the posts stand events that say what was read of the stream.
      if (record.event !== "coverage") partitions[partition]?.push(Number(record.id));
      if (++count === total) done.resolve();
      return Promise.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
  return partitions;
}

Deno.test({
  name: `Kafka is killed and away for ${OUTAGE_MS / 1000} s, the producer is killed in it: ` +
    "everything that was spooled arrives, in order, before what came later",
  ignore: !CAN_START_KAFKA,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await kafka("start");
    const spool = await Deno.makeTempDir({ prefix: "producer_outage" });
    await using mastodon = new TinyMastodon();
    const run = crypto.randomUUID().slice(0, 8);
    const config: ProducerConfig = {
      mastodon: { baseUrl: mastodon.baseUrl, stream: "public" },
      instance: "a.example",
      kafka: { bootstrap: [BOOTSTRAP] },
      topics: { stream: `${run}`, errors: `${run}_e` },
      partitions: 4,
      consent: "default",
      filters: { keywords: [], languages: [] },
      spool: { directory: spool, maxBytes: 2 ** 28 },
    };
    let sent = 0;
    const send = async (count: number, perSecond: number) => {
      const start = performance.now();
      for (let n = 0; n < count; n++) {
        mastodon.send("update", tinyStatus({ id: String(++sent) }));
        const due = start + (n / perSecond) * 1000 - performance.now();
        if (due > 2) await pause(due);
      }
    };
    try {
      let producer = launch(config, mastodon);
      await mastodon.subscribed(1);
      await send(2_000, 500);
      await producer.until(() => producer.stat("sent") >= sent);

      // Under full load, so that Kafka dies while a batch is in flight.
      const flight = send(1_000, 500);
      await pause(1_000);
      await kafka("kill");
      const away = performance.now();
      await flight;
      await send(4_000, 200);
      await producer.until(() =>
        producer.stat("events") === sent && producer.stat("waiting") === 0
      );
      assert.ok(producer.stat("spooled") >= 4_000, `${producer.stat("spooled")} on disk`);
      assert.ok(producer.logged().some((each) => /they are kept on disk/.test(each)));
      await producer.kill();

      producer = launch(config, mastodon);
      await mastodon.subscribed(2);
      await send(2_000, 200);
      await pause(Math.max(0, OUTAGE_MS - (performance.now() - away)));
      await kafka("start");
      await producer.until(() => producer.stat("spooled") === 0 && producer.stat("sent") > 0);
      await send(500, 500);
      await producer.until(() =>
        producer.stat("events") === 2_500 && producer.stat("waiting") === 0
      );
      const began = performance.now();
      assert.equal(await producer.drain(), 0);
      assert.ok(performance.now() - began < 10_000);

      const partitions = await readIds(config.topics.stream);
      const all = partitions.flat();
      assert.equal(new Set(all).size, sent, "every post that was read is in the topic");
      for (const ids of partitions) {
        const firsts = [...new Set(ids)];
        assert.deepEqual(firsts, firsts.toSorted((a, b) => a - b), "each partition is in order");
      }
      console.log(`${sent} posts, ${all.length - sent} records came twice`);
    } finally {
      await kafka("stop", "--wipe");
      await Deno.remove(spool, { recursive: true });
    }
  },
});
