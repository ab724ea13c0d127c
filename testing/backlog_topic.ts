import { CompressionTypes } from "kafkajs";
import { kafkaClient } from "../core/kafka/client.ts";
import type { BenchRecord } from "./bench_records.ts";
import { spawnWorker } from "./spawned_worker.ts";

/** Records in a produce request. */
const REQUEST_RECORDS = 500;

/** Starts a broker of its own. @returns its address */
export async function startBroker(
  stack: AsyncDisposableStack,
  { directory, say }: { directory: string; say: (line: string) => void },
): Promise<string> {
  const data = `${directory}/kafka`;
  const grants = { net: ["127.0.0.1"], read: [data], write: [data] };
  const broker = await spawnWorker("broker", { config: { directory: data }, grants, say });
  stack.use(broker);
  return `127.0.0.1:${broker.ready.port}`;
}

/** Creates a topic of one partition with these records, uncompressed. */
export async function preload(
  { bootstrap, topic }: { readonly bootstrap: string; readonly topic: string },
  records: Iterable<BenchRecord>,
): Promise<void> {
  const kafka = kafkaClient({ bootstrap: [bootstrap] }, "bench");
  const admin = kafka.admin();
  await admin.connect();
  // The records' timestamps are long past: with the usual retention, Kafka would delete them at once.
  const configEntries = [{ name: "retention.ms", value: "-1" }];
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  let messages: { key: string; value: string; timestamp: string }[] = [];
  const send = async () => {
    if (messages.length === 0) return;
    await producer.send({ topic, messages, acks: -1, compression: CompressionTypes.None });
    messages = [];
  };
  for (const { key, value, timestamp } of records) {
    messages.push({ key, value, timestamp: `${timestamp}` });
    if (messages.length === REQUEST_RECORDS) await send();
  }
  await send();
  await producer.disconnect();
}

/** Deletes a topic and its errors topic. */
export async function removeTopics(bootstrap: string, topic: string): Promise<void> {
  const admin = kafkaClient({ bootstrap: [bootstrap] }, "bench").admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic, `${topic}-errors`] });
  await admin.disconnect();
}
