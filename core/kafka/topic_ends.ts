import type { KafkaConnection } from "../config/connections.ts";
import { kafkaClient } from "./client.ts";

/** Records written to a topic since it was created: the sum of the end offsets of its partitions. */
export async function countTopic(connection: KafkaConnection, topic: string): Promise<number> {
  const admin = kafkaClient(connection, "trunkline-count").admin();
  await admin.connect();
  try {
    const partitions = await admin.fetchTopicOffsets(topic);
    return partitions.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect();
  }
}
