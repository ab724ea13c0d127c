import type { Admin } from "kafkajs";
import type { Topics } from "../config/connections.ts";
import { sleep } from "../base/sleep.ts";

/** A topic as Trunkline makes it where it is missing. */
export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  /** Posts go on without it: that it cannot be made is for whoever writes to it. */
  readonly optional?: boolean;
}

/** The topics of a pipeline; `partitions` is that of the stream (`KAFKA_PARTITIONS`). */
export function topicPlans(topics: Topics, partitions: number): readonly TopicPlan[] {
  return [
    { topic: topics.stream, partitions },
    { ...errorsPlan(topics), optional: true },
  ];
}

/** The topic of dead letters, for those who write them. */
export function errorsPlan({ errors }: Topics): TopicPlan {
  return { topic: errors, partitions: 1 };
}

/** A topic that was there already, with another number of partitions than its plan. */
export interface OtherPartitions {
  readonly topic: string;
  readonly has: number;
  readonly planned: number;
}

/** How long a topic may be without a leader before that is an outage. */
const LEADER_MS = 10_000;

/**
 * Makes the topics that are missing, and waits until each partition of those that are needed has a leader. Others stay
 * as they are: their keys would move.
 *
 * @returns those that have another number of partitions than planned
 */
export async function ensureTopics(
  admin: Admin,
  plans: readonly TopicPlan[],
  signal: AbortSignal,
  leaderMs = LEADER_MS,
): Promise<readonly OtherPartitions[]> {
  const known = new Set(await admin.listTopics());
  const missing = plans.filter(({ topic }) => !known.has(topic));
  const needed = plans.filter(({ optional }) => optional !== true);
  await makeTopics(admin, missing.filter((plan) => needed.includes(plan)));
  for (const plan of missing) {
    // Whoever writes to it makes it a topic that is needed, and says what is wrong with it.
    if (!needed.includes(plan)) await makeTopics(admin, [plan]).catch(() => {});
  }
  const until = performance.now() + leaderMs;
  for (;;) {
    const counts = await countPartitions(admin, needed.map(({ topic }) => topic));
    if (counts !== undefined) {
      return needed.map(({ topic, partitions }) => ({
        topic,
        has: counts.get(topic) ?? partitions,
        planned: partitions,
      })).filter(({ has, planned }) => has !== planned);
    }
    signal.throwIfAborted();
    if (performance.now() >= until) {
      const names = needed.map(({ topic }) => topic).join(", ");
      throw new Error(`a partition of ${names} has had no leader for ${leaderMs / 1000} s`);
    }
    await sleep(50, signal);
  }
}

async function makeTopics(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  if (plans.length === 0) return;
  // Another process may make them at this moment: kafkajs answers false then, and that is as good.
  await admin.createTopics({
    // kafkajs waits for leaders of all topics of the cluster, and fails where one of them has none yet.
    waitForLeaders: false,
    topics: plans.map(({ topic, partitions }) => ({ topic, numPartitions: partitions })),
  });
}

/** Says what another number of partitions means, and what to do. */
export function partitionWords({ topic, has, planned }: OtherPartitions): string {
  return `The topic ${topic} has ${has} partitions, and KAFKA_PARTITIONS says ${planned}: it stays with ${has}. ` +
    `Set KAFKA_PARTITIONS=${has}, or make a new topic and name it in KAFKA_TOPIC`;
}

/** How many partitions each topic has; undefined while one of them has no leader. */
async function countPartitions(
  admin: Admin,
  topics: string[],
): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    const { topics: found } = await admin.fetchTopicMetadata({ topics });
    const led = found.every(({ partitions }) =>
      partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)
    );
    return led
      ? new Map(found.map(({ name, partitions }) => [name, partitions.length]))
      : undefined;
  } catch (error) {
    // A topic made a moment ago is not known to every broker at once, or has no leader yet.
    const { type } = error as { readonly type?: unknown };
    if (type === "UNKNOWN_TOPIC_OR_PARTITION" || type === "LEADER_NOT_AVAILABLE") return undefined;
    throw error;
  }
}
