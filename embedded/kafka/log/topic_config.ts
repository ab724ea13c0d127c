/** Settings of a topic. Sizes in bytes, times in milliseconds; -1 is no limit. */
export interface TopicConfig {
  readonly "cleanup.policy": "delete" | "compact" | "compact,delete";
  readonly "retention.ms": number;
  readonly "retention.bytes": number;
  readonly "segment.bytes": number;
  readonly "segment.ms": number;
  readonly "max.message.bytes": number;
  readonly "delete.retention.ms": number;
}

export type TopicConfigName = keyof TopicConfig;

const DAY = 24 * 60 * 60 * 1000;

/** Kafka's defaults, except for smaller segments, so that retention keeps its limits more exactly. */
export const DEFAULT_TOPIC_CONFIG: TopicConfig = {
  "cleanup.policy": "delete",
  "retention.ms": 7 * DAY,
  "retention.bytes": -1,
  "segment.bytes": 32 * 2 ** 20,
  "segment.ms": 7 * DAY,
  "max.message.bytes": 1_048_588,
  "delete.retention.ms": DAY,
};

/** Minimum of each numeric setting. */
const MINIMUMS: Readonly<Record<Exclude<TopicConfigName, "cleanup.policy">, number>> = {
  "retention.ms": -1,
  "retention.bytes": -1,
  "segment.bytes": 1024,
  "segment.ms": 1,
  "max.message.bytes": 0,
  "delete.retention.ms": 0,
};

/** Kafka settings that are accepted without effect: there is one replica, and records are stored as received. */
const WITHOUT_EFFECT = new Set([
  "compression.type",
  "file.delete.delay.ms",
  "flush.messages",
  "flush.ms",
  "index.interval.bytes",
  "max.compaction.lag.ms",
  "message.timestamp.after.max.ms",
  "message.timestamp.before.max.ms",
  "message.timestamp.difference.max.ms",
  "message.timestamp.type",
  "min.cleanable.dirty.ratio",
  "min.compaction.lag.ms",
  "min.insync.replicas",
  "preallocate",
  "segment.index.bytes",
  "segment.jitter.ms",
  "unclean.leader.election.enable",
]);

/** Parses settings from a client; returns the error text if one is invalid. */
export function parseTopicConfig(
  settings: readonly { readonly name: string; readonly value: string | null }[],
): Partial<TopicConfig> | string {
  let config: Partial<TopicConfig> = {};
  for (const { name, value } of settings) {
    if (WITHOUT_EFFECT.has(name)) {
      // Refused instead of ignored, because a consumer would rely on it.
      if (name === "message.timestamp.type" && value !== "CreateTime") {
        return "Cannot set message.timestamp.type: this broker keeps the producer's timestamps (CreateTime)";
      }
      continue;
    }
    if (name === "cleanup.policy") {
      const policy = value?.split(",").map((word) => word.trim()).sort().join(",");
      if (policy !== "delete" && policy !== "compact" && policy !== "compact,delete") {
        return `Cannot set cleanup.policy to ${value}: it is delete, compact or compact,delete`;
      }
      config = { ...config, [name]: policy };
      continue;
    }
    if (!isNumeric(name)) return `Unknown topic config name: ${name}`;
    const number = Number(value);
    if (
      value === null || value === "" || !Number.isSafeInteger(number) || number < MINIMUMS[name]
    ) {
      return `Cannot set ${name} to ${value}: it is a whole number from ${MINIMUMS[name]} on`;
    }
    config = { ...config, [name]: number };
  }
  return config;
}

function isNumeric(name: string): name is keyof typeof MINIMUMS {
  return Object.hasOwn(MINIMUMS, name);
}

/** Whether a record is kept until a later one with its key exists. */
export function isCompacted(config: TopicConfig): boolean {
  return config["cleanup.policy"] !== "delete";
}
