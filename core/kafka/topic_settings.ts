import { ConfigResourceTypes } from "kafkajs";
import type { Kafka } from "./client.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import type { TopicPlan } from "./topics.ts";

/** Settings of a topic that decide whether a pipeline works on it, by Kafka's names. */
const NAMES = [
  "cleanup.policy",
  "compression.type",
  "max.message.bytes",
  "min.insync.replicas",
  "retention.bytes",
  "retention.ms",
] as const;

export type TopicSettings = ReadonlyMap<(typeof NAMES)[number], string>;

/** The settings of a topic; undefined if this user may not read them. Rejects as kafkajs does. */
export async function readTopicSettings(
  kafka: Kafka,
  topic: string,
): Promise<TopicSettings | undefined> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: [...NAMES] }],
    });
    const entries = resources.flatMap(({ configEntries }) => configEntries);
    return new Map(NAMES.flatMap((name) => {
      const entry = entries.find(({ configName }) => configName === name);
      return entry === undefined ? [] : [[name, entry.configValue] as const];
    }));
  } catch (error) {
    if (kafkaFailure(error).kind === "login") return undefined;
    throw error;
  } finally {
    await disconnect(admin);
  }
}

/** Asks whether this user may create a topic, without creating it; undefined if so, else why not. */
export async function whyNotCreate(kafka: Kafka, plan: TopicPlan): Promise<string | undefined> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.createTopics({
      validateOnly: true,
      waitForLeaders: false,
      topics: [{ topic: plan.topic, numPartitions: plan.partitions }],
    });
    return undefined;
  } catch (error) {
    return whyOf(error);
  } finally {
    await disconnect(admin);
  }
}

function whyOf(error: unknown): string {
  const { errors } = error as { readonly errors?: unknown };
  const first: unknown = Array.isArray(errors) ? errors[0] : error;
  return kafkaFailure(first).words;
}

/** With a deadline: kafkajs waits for answers that may never come. */
async function disconnect(admin: ReturnType<Kafka["admin"]>): Promise<void> {
  await Promise.race([
    admin.disconnect().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);
}
