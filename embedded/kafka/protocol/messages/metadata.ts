import {
  array,
  between,
  bool,
  int16,
  int32,
  NO_TOPIC_ID,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  uuid,
} from "../codec.ts";

/** Bit field of allowed operations when the client did not ask for them. */
export const NO_OPERATIONS = -2147483648;

export const metadataRequest = struct({
  topics: nullableArray(struct({
    topicId: since(10, uuid, NO_TOPIC_ID),
    name: nullableString,
  })),
  allowAutoTopicCreation: since(4, bool, true),
  includeClusterAuthorizedOperations: between(8, 10, bool, false),
  includeTopicAuthorizedOperations: since(8, bool, false),
});

export const metadataResponse = struct({
  throttleTimeMs: since(3, int32, 0),
  brokers: array(struct({
    nodeId: int32,
    host: string,
    port: int32,
    rack: since(1, nullableString, null),
  })),
  clusterId: since(2, nullableString, null),
  controllerId: since(1, int32, -1),
  topics: array(struct({
    errorCode: int16,
    name: nullableString,
    topicId: since(10, uuid, NO_TOPIC_ID),
    isInternal: since(1, bool, false),
    partitions: array(struct({
      errorCode: int16,
      index: int32,
      leaderId: int32,
      leaderEpoch: since(7, int32, -1),
      replicas: array(int32),
      inSyncReplicas: array(int32),
      offlineReplicas: since(5, array(int32), []),
    })),
    authorizedOperations: since(8, int32, NO_OPERATIONS),
  })),
  clusterAuthorizedOperations: between(8, 10, int32, NO_OPERATIONS),
});

export const describeClusterRequest = struct({
  includeAuthorizedOperations: bool,
});

export const describeClusterResponse = struct({
  throttleTimeMs: int32,
  errorCode: int16,
  errorMessage: nullableString,
  clusterId: string,
  controllerId: int32,
  brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: nullableString })),
  authorizedOperations: int32,
});
