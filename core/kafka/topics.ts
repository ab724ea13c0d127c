import type { Admin } from "kafkajs";
import type { Topics } from "../config/connections.ts";
import { asMissingRight, explainRefusal } from "./missing_right.ts";
import { sleep } from "../base/sleep.ts";

/** A topic that Trunkline creates if missing. */
export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  /** Failing to create it is no error here: posts do not need it, and its writers report the error. */
  readonly optional?: boolean;
}

/** The topics of a pipeline; `partitions` (`KAFKA_PARTITIONS`) is for the stream topic. */
export function topicPlans(topics: Topics, partitions: number): readonly TopicPlan[] {
  return [
    { topic: topics.stream, partitions },
    { ...errorsPlan(topics), optional: true },
  ];
}

/** The topic of dead letters, for its writers. */
export function errorsPlan({ errors }: Topics): TopicPlan {
  return { topic: errors, partitions: 1 };
}

/** An existing topic whose number of partitions differs from its plan. */
export interface OtherPartitions {
  readonly topic: string;
  readonly has: number;
  readonly planned: number;
}

/** How long to wait for leaders before that counts as an outage. */
const LEADER_MS = 10_000;

/**
 * Creates missing topics, and waits until each partition of the needed ones has a leader. Existing topics are not changed:
 * with more partitions their keys would move.
 *
 * @returns topics whose number of partitions differs from the plan
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
    // Its writers plan it as a needed topic, and report the error.
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
  const names = plans.map(({ topic }) => topic).join(", ");
  // If another process creates them at this moment, kafkajs returns false, which is fine.
  const making = admin.createTopics({
    // kafkajs would wait for leaders of all topics of the cluster, and fail if one has none.
    waitForLeaders: false,
    topics: plans.map(({ topic, partitions }) => ({ topic, numPartitions: partitions })),
  });
  await explainRefusal(making.catch(firstOfSeveral), { operation: "Create", topic: names });
}

/** kafkajs gives the errors of the topics as a list (`KafkaJSAggregateError`), and no cause. */
function firstOfSeveral(error: unknown): never {
  const { errors } = error as { readonly errors?: unknown };
  throw Array.isArray(errors) && errors[0] instanceof Error ? errors[0] : error;
}

/** The warning about another number of partitions, with the remedy. */
export function partitionWords({ topic, has, planned }: OtherPartitions): string {
  return `The topic ${topic} has ${has} partitions, and KAFKA_PARTITIONS says ${planned}: it stays with ${has}. ` +
    `Set KAFKA_PARTITIONS=${has}, or make a new topic and name it in KAFKA_TOPIC`;
}

/** The number of partitions of each topic; undefined while one has no leader. */
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
    // A new topic may not be known to every broker yet, or have no leader yet.
    const { type } = error as { readonly type?: unknown };
    if (type === "UNKNOWN_TOPIC_OR_PARTITION" || type === "LEADER_NOT_AVAILABLE") return undefined;
    throw asMissingRight(error, { operation: "Describe", topic: topics.join(", ") });
  }
}
