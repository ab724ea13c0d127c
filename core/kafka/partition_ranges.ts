import type { Kafka } from "kafkajs";
import { requireAddresses } from "../base/refused_addresses.ts";
import { ensureTopics, type OtherPartitions, type TopicPlan } from "./topics.ts";

/** What a broker holds of a partition. */
export interface OffsetRange {
  /** Earliest offset that is still there. */
  readonly low: number;
  /** One past the last. */
  readonly high: number;
}

/** A cluster, as far as a consumer asks. */
export interface ClusterView extends AsyncDisposable {
  readonly clusterId: string;
  /** Topics that were there with another number of partitions than planned. */
  readonly otherPartitions: readonly OtherPartitions[];
  /** The partitions of a topic and what they hold, now. */
  ranges(topic: string): Promise<Map<number, OffsetRange>>;
}

/** Connects to a cluster, and makes the topics that are missing. */
export async function viewCluster(
  kafka: Kafka,
  topics: readonly TopicPlan[],
  signal: AbortSignal,
): Promise<ClusterView> {
  const admin = kafka.admin();
  const close = async () => {
    // kafkajs waits for answers that may never come.
    await Promise.race([
      admin.disconnect().catch(() => {}),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
  };
  try {
    await admin.connect();
    const { brokers, clusterId } = await admin.describeCluster();
    // Brokers advertise the addresses that the consumer will use; they may lie outside our permissions.
    requireAddresses(brokers.map(({ host, port }) => `${host}:${port}`));
    const otherPartitions = await ensureTopics(admin, topics, signal);
    return {
      clusterId,
      otherPartitions,
      async ranges(topic) {
        const offsets = await admin.fetchTopicOffsets(topic);
        return new Map(offsets.map(({ partition, low, high }) => [
          partition,
          { low: Number(low), high: Number(high) },
        ]));
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
