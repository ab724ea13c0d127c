import { messageOf } from "../../../../core/base/errors.ts";
import type { Topic } from "../../log/catalog.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { NO_TOPIC_ID } from "../../protocol/codec.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import { NO_OPERATIONS } from "../../protocol/messages/metadata.ts";
import {
  type BrokerContext,
  LEADER_EPOCH,
  NODE_ID,
  type RequestContext,
} from "../broker_context.ts";
import { isTopicName } from "./topic_name.ts";

type TopicAnswer = ResponseOf<"metadata">["topics"][number];

export function metadata(
  broker: BrokerContext,
  { topics, allowAutoTopicCreation }: RequestOf<"metadata">,
  { version }: RequestContext,
): ResponseOf<"metadata"> {
  const all = topics === null || (version === 0 && topics.length === 0);
  return {
    throttleTimeMs: 0,
    brokers: [nodeOf(broker)],
    clusterId: broker.catalog.clusterId,
    controllerId: NODE_ID,
    topics: all
      ? broker.catalog.topics().map(describe)
      : topics.map((wanted) => describeWanted(broker, wanted, allowAutoTopicCreation)),
    clusterAuthorizedOperations: NO_OPERATIONS,
  };
}

export function describeCluster(broker: BrokerContext): ResponseOf<"describeCluster"> {
  return {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    clusterId: broker.catalog.clusterId,
    controllerId: NODE_ID,
    brokers: [nodeOf(broker)],
    authorizedOperations: NO_OPERATIONS,
  };
}

function nodeOf({ settings }: BrokerContext) {
  return { nodeId: NODE_ID, host: settings.host, port: settings.port, rack: null };
}

function describeWanted(
  broker: BrokerContext,
  { name, topicId }: { name: string | null; topicId: string },
  mayCreate: boolean,
): TopicAnswer {
  const { catalog, settings, warn } = broker;
  if (name === null) {
    const topic = catalog.getById(topicId);
    return topic === undefined
      ? unknown({ name, topicId, errorCode: ErrorCode.UNKNOWN_TOPIC_ID })
      : describe(topic);
  }
  const topic = catalog.get(name);
  if (topic !== undefined) return describe(topic);
  const missing = { name, topicId: NO_TOPIC_ID };
  if (!isTopicName(name)) {
    return unknown({ ...missing, errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION });
  }
  if (!mayCreate || !settings.autoCreateTopics) {
    return unknown({ ...missing, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });
  }
  try {
    return describe(
      catalog.create(name, { partitions: settings.defaultPartitions, overrides: {} }),
    );
  } catch (error) {
    warn(`Cannot make topic ${name}: ${messageOf(error)}`);
    return unknown({ ...missing, errorCode: ErrorCode.KAFKA_STORAGE_ERROR });
  }
}

function unknown(
  { name, topicId, errorCode }: { name: string | null; topicId: string; errorCode: ErrorCode },
): TopicAnswer {
  return {
    errorCode,
    name,
    topicId,
    isInternal: false,
    partitions: [],
    authorizedOperations: NO_OPERATIONS,
  };
}

function describe({ name, id, partitions }: Topic): TopicAnswer {
  return {
    ...unknown({ name, topicId: id, errorCode: ErrorCode.NONE }),
    partitions: partitions.map((_log, index) => ({
      errorCode: ErrorCode.NONE,
      index,
      leaderId: NODE_ID,
      leaderEpoch: LEADER_EPOCH,
      replicas: [NODE_ID],
      inSyncReplicas: [NODE_ID],
      offlineReplicas: [],
    })),
  };
}
