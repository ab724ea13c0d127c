import { messageOf } from "../../../../core/base/errors.ts";
import type { Topic } from "../../log/catalog.ts";
import { parseTopicConfig, type TopicConfig } from "../../log/topic_config.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import { BROKER_RESOURCE, TOPIC_RESOURCE } from "../../protocol/messages/configs.ts";
import type { BrokerContext } from "../broker_context.ts";

type Result = ResponseOf<"describeConfigs">["results"][number];
type ConfigEntry = Result["configs"][number];
type Outcome = ResponseOf<"alterConfigs">["results"][number];
type Setting = { readonly name: string; readonly value: string | null };

/** Source of a value in DescribeConfigs. */
const SOURCE = { topic: 1, static: 4, default: 5 } as const;
const SET = 0;

export function describeConfigs(
  { catalog, settings }: BrokerContext,
  { resources }: RequestOf<"describeConfigs">,
): ResponseOf<"describeConfigs"> {
  const describe = (type: number, name: string): readonly ConfigEntry[] | ErrorCode => {
    if (type === BROKER_RESOURCE) {
      return [
        entry({ name: "auto.create.topics.enable", value: String(settings.autoCreateTopics) }),
        entry({ name: "num.partitions", value: String(settings.defaultPartitions) }),
        entry({ name: "default.replication.factor", value: "1" }),
      ];
    }
    if (type !== TOPIC_RESOURCE) return ErrorCode.INVALID_REQUEST;
    const topic = catalog.get(name);
    if (topic === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    return describeTopicConfig(topic).map((config) => entry(config));
  };
  return {
    throttleTimeMs: 0,
    results: resources.map(({ type, name, keys }) => {
      const found = describe(type, name);
      if (typeof found === "number") {
        const errorMessage = `No configuration of ${name} here`;
        return { errorCode: found, errorMessage, type, name, configs: [] };
      }
      const configs = found.filter((config) => keys === null || keys.includes(config.name));
      return { errorCode: ErrorCode.NONE, errorMessage: null, type, name, configs };
    }),
  };
}

/** A topic's settings in the form of CreateTopics and DescribeConfigs. */
export function describeTopicConfig({ config, overrides }: Topic) {
  return Object.entries(config).map(([name, value]) => ({
    name,
    value: String(value),
    readOnly: false,
    source: Object.hasOwn(overrides, name) ? SOURCE.topic : SOURCE.default,
    sensitive: false,
  }));
}

/** Replaces all of a topic's own settings. */
export function alterConfigs(
  broker: BrokerContext,
  { resources, validateOnly }: RequestOf<"alterConfigs">,
): ResponseOf<"alterConfigs"> {
  const results = resources.map(({ type, name, configs }) =>
    alter(broker, { type, name, validateOnly, change: () => configs })
  );
  return { throttleTimeMs: 0, results };
}

/** Changes some of a topic's settings: operation 0 sets one, any other restores the default. */
export function incrementalAlterConfigs(
  broker: BrokerContext,
  { resources, validateOnly }: RequestOf<"incrementalAlterConfigs">,
): ResponseOf<"incrementalAlterConfigs"> {
  const results = resources.map(({ type, name, configs }) => {
    const change = (overrides: Partial<TopicConfig>): readonly Setting[] => {
      const named = new Set(configs.map((config) => config.name));
      const kept = Object.entries(overrides)
        .filter(([key]) => !named.has(key))
        .map(([key, value]) => ({ name: key, value: String(value) }));
      return [...kept, ...configs.filter(({ operation }) => operation === SET)];
    };
    return alter(broker, { type, name, validateOnly, change });
  });
  return { throttleTimeMs: 0, results };
}

function alter(
  { catalog }: BrokerContext,
  { type, name, validateOnly, change }: {
    type: number;
    name: string;
    validateOnly: boolean;
    change: (overrides: Partial<TopicConfig>) => readonly Setting[];
  },
): Outcome {
  const refused = (errorCode: ErrorCode, errorMessage: string) => {
    return { errorCode, errorMessage, type, name };
  };
  if (type !== TOPIC_RESOURCE) {
    return refused(ErrorCode.INVALID_REQUEST, "Cannot change anything but topics here");
  }
  const topic = catalog.get(name);
  if (topic === undefined) {
    return refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `No topic ${name}`);
  }
  const overrides = parseTopicConfig(change(topic.overrides));
  if (typeof overrides === "string") return refused(ErrorCode.INVALID_CONFIG, overrides);
  try {
    if (!validateOnly) catalog.configure(topic, overrides);
    return { errorCode: ErrorCode.NONE, errorMessage: null, type, name };
  } catch (error) {
    return refused(ErrorCode.KAFKA_STORAGE_ERROR, messageOf(error));
  }
}

function entry(
  { name, value, readOnly = true, source = SOURCE.static }: {
    name: string;
    value: string;
    readOnly?: boolean;
    source?: number;
  },
): ConfigEntry {
  const isDefault = source !== SOURCE.topic;
  const what = { name, value, readOnly, isDefault, source, sensitive: false };
  return { ...what, synonyms: [], type: 0, documentation: null };
}
