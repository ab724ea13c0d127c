import { messageOf } from "../../../../core/base/errors.ts";
import type { Topic } from "../../log/catalog.ts";
import { parseTopicConfig } from "../../log/topic_config.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { NO_TOPIC_ID } from "../../protocol/codec.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import type { BrokerContext, RequestContext } from "../broker_context.ts";
import { describeTopicConfig } from "./configs.ts";
import { isTopicName } from "./topic_name.ts";

type Wish = RequestOf<"createTopics">["topics"][number];
type CreateAnswer = ResponseOf<"createTopics">["topics"][number];
type Problem = { readonly errorCode: ErrorCode; readonly errorMessage: string };

/** More is probably a mistake: each partition is a directory and an open file. */
const PARTITIONS_MAX = 1000;

export function createTopics(
  broker: BrokerContext,
  { topics, validateOnly }: RequestOf<"createTopics">,
): ResponseOf<"createTopics"> {
  const create = (wish: Wish): CreateAnswer => {
    const refused = { name: wish.name, topicId: NO_TOPIC_ID, ...NOTHING_MADE };
    const problem = problemOf(broker, wish);
    const overrides = parseTopicConfig(wish.configs);
    if (problem !== undefined) return { ...refused, ...problem };
    if (typeof overrides === "string") {
      return { ...refused, errorCode: ErrorCode.INVALID_CONFIG, errorMessage: overrides };
    }
    const partitions = partitionsOf(broker, wish);
    if (validateOnly) {
      const errorCode = ErrorCode.NONE;
      return { ...refused, errorCode, errorMessage: null, partitions, replicationFactor: 1 };
    }
    try {
      const topic = broker.catalog.create(wish.name, { partitions, overrides });
      return {
        name: topic.name,
        topicId: topic.id,
        errorCode: ErrorCode.NONE,
        errorMessage: null,
        partitions,
        replicationFactor: 1,
        configs: describeTopicConfig(topic),
      };
    } catch (error) {
      return { ...refused, ...storageProblem(error) };
    }
  };
  return { throttleTimeMs: 0, topics: topics.map(create) };
}

export function deleteTopics(
  broker: BrokerContext,
  request: RequestOf<"deleteTopics">,
  { version }: RequestContext,
): ResponseOf<"deleteTopics"> {
  const wanted = version >= 6
    ? request.topics
    : request.names.map((name) => ({ name, topicId: NO_TOPIC_ID }));
  return {
    throttleTimeMs: 0,
    topics: wanted.map(({ name, topicId }) => {
      const topic = name === null ? broker.catalog.getById(topicId) : broker.catalog.get(name);
      if (topic === undefined) {
        const errorCode = name === null
          ? ErrorCode.UNKNOWN_TOPIC_ID
          : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        return { name, topicId, errorCode, errorMessage: `No topic ${name ?? topicId}` };
      }
      const answer = { name: topic.name, topicId: topic.id };
      try {
        broker.catalog.delete(topic);
        broker.offsets.removeTopic(topic.name);
        return { ...answer, errorCode: ErrorCode.NONE, errorMessage: null };
      } catch (error) {
        return { ...answer, ...storageProblem(error) };
      }
    }),
  };
}

export function createPartitions(
  broker: BrokerContext,
  { topics, validateOnly }: RequestOf<"createPartitions">,
): ResponseOf<"createPartitions"> {
  const grow = (topic: Topic | undefined, count: number): Problem | undefined => {
    if (topic === undefined) {
      return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: "No such topic" };
    }
    if (count <= topic.partitions.length || count > PARTITIONS_MAX) {
      const errorMessage =
        `Cannot change ${topic.name} from ${topic.partitions.length} to ${count} partitions: ` +
        `a topic only grows, and to ${PARTITIONS_MAX} at most`;
      return { errorCode: ErrorCode.INVALID_PARTITIONS, errorMessage };
    }
    try {
      if (!validateOnly) broker.catalog.grow(topic, count);
      return undefined;
    } catch (error) {
      return storageProblem(error);
    }
  };
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, count }) => {
      const problem = grow(broker.catalog.get(name), count);
      return { name, ...(problem ?? { errorCode: ErrorCode.NONE, errorMessage: null }) };
    }),
  };
}

export function deleteRecords(
  { catalog }: BrokerContext,
  { topics }: RequestOf<"deleteRecords">,
): ResponseOf<"deleteRecords"> {
  const remove = (name: string, index: number, offset: number) => {
    const log = catalog.get(name)?.partitions[index];
    const refused = { index, lowWatermark: -1 };
    if (log === undefined) {
      return { ...refused, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
    }
    // -1 means the high watermark.
    const before = offset === -1 ? log.durableOffset : offset;
    if (before < 0 || before > log.durableOffset) {
      return { ...refused, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE };
    }
    try {
      log.deleteBefore(before);
      return { index, lowWatermark: log.startOffset, errorCode: ErrorCode.NONE };
    } catch {
      return { ...refused, errorCode: ErrorCode.KAFKA_STORAGE_ERROR };
    }
  };
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ index, offset }) => remove(name, index, offset)),
    })),
  };
}

const NOTHING_MADE = { partitions: -1, replicationFactor: -1, configs: null };

function partitionsOf({ settings }: BrokerContext, wish: Wish): number {
  if (wish.assignments.length > 0) return wish.assignments.length;
  return wish.partitions === -1 ? settings.defaultPartitions : wish.partitions;
}

function problemOf(broker: BrokerContext, wish: Wish): Problem | undefined {
  const { name, replicationFactor } = wish;
  const partitions = partitionsOf(broker, wish);
  if (!isTopicName(name)) {
    const errorMessage = `Cannot make topic ${name}: names are 1 to 249 of A-Z a-z 0-9 . _ -`;
    return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, errorMessage };
  }
  if (broker.catalog.get(name) !== undefined) {
    return {
      errorCode: ErrorCode.TOPIC_ALREADY_EXISTS,
      errorMessage: `Topic '${name}' already exists.`,
    };
  }
  if (partitions < 1 || partitions > PARTITIONS_MAX) {
    const errorMessage = `Cannot make ${partitions} partitions: 1 to ${PARTITIONS_MAX}`;
    return { errorCode: ErrorCode.INVALID_PARTITIONS, errorMessage };
  }
  if (wish.assignments.length === 0 && replicationFactor !== 1 && replicationFactor !== -1) {
    const errorMessage = `Cannot keep ${replicationFactor} replicas: this is the only broker`;
    return { errorCode: ErrorCode.INVALID_REPLICATION_FACTOR, errorMessage };
  }
  return undefined;
}

function storageProblem(error: unknown): Problem {
  return { errorCode: ErrorCode.KAFKA_STORAGE_ERROR, errorMessage: messageOf(error) };
}
