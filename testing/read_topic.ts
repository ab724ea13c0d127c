import { Buffer } from "node:buffer";
import type { KafkaConnection } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { countTopic } from "../core/kafka/topic_ends.ts";

/** The fields of a record that tests check. */
export interface ReadRecord {
  readonly partition: number;
  readonly key: string | undefined;
  readonly value: Buffer;
}

/** All records of a topic at present, each partition in order. Not for topics with transactions or compaction. */
export async function readTopic(
  connection: KafkaConnection,
  topic: string,
): Promise<readonly ReadRecord[]> {
  const count = await countTopic(connection, topic);
  const records: ReadRecord[] = [];
  if (count === 0) return records;
  const consumer = kafkaClient(connection, "trunkline-read").consumer({
    groupId: crypto.randomUUID(),
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const done = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: ({ partition, message: { key, value } }) => {
      records.push({ partition, key: key?.toString(), value: value ?? Buffer.alloc(0) });
      if (records.length === count) done.resolve();
      return Promise.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
  return records;
}
