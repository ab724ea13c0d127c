import type { Kafka } from "kafkajs";
import { requireAddresses } from "../base/refused_addresses.ts";
import { ensureTopics, type OtherPartitions, type TopicPlan } from "./topics.ts";

/** The offsets that the broker holds of a partition. */
export interface OffsetRange {
  /** Earliest offset that the broker still holds. */
  readonly low: number;
  /** One past the last. */
  readonly high: number;
}

/** What a consumer needs to know of a cluster. */
export interface ClusterView extends AsyncDisposable {
  readonly clusterId: string;
  /** Existing topics whose number of partitions differs from the plan. */
  readonly otherPartitions: readonly OtherPartitions[];
  /** The current offset range of each partition of a topic. */
  ranges(topic: string): Promise<Map<number, OffsetRange>>;
}

/** Connects to a cluster, and creates missing topics. */
export async function viewCluster(
  kafka: Kafka,
  topics: readonly TopicPlan[],
  signal: AbortSignal,
): Promise<ClusterView> {
  const admin = kafka.admin();
  const close = async () => {
    // With a deadline: kafkajs waits for answers that may never come.
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
