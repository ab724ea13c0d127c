import {
  array,
  between,
  int16,
  int32,
  int64,
  int8,
  NO_TOPIC_ID,
  nullableArray,
  recordsSource,
  since,
  string,
  struct,
  uuid,
} from "../codec.ts";

export const fetchRequest = struct({
  replicaId: between(0, 14, int32, -1),
  maxWaitMs: int32,
  minBytes: int32,
  maxBytes: since(3, int32, 0x7fffffff),
  isolationLevel: since(4, int8, 0),
  sessionId: since(7, int32, 0),
  sessionEpoch: since(7, int32, -1),
  topics: array(struct({
    name: between(0, 12, string, ""),
    topicId: since(13, uuid, NO_TOPIC_ID),
    partitions: array(struct({
      index: int32,
      currentLeaderEpoch: since(9, int32, -1),
      fetchOffset: int64,
      lastFetchedEpoch: since(12, int32, -1),
      logStartOffset: since(5, int64, -1),
      maxBytes: int32,
    })),
  })),
  forgottenTopics: since(
    7,
    array(struct({
      name: between(7, 12, string, ""),
      topicId: since(13, uuid, NO_TOPIC_ID),
      partitions: array(int32),
    })),
    [],
  ),
  rackId: since(11, string, ""),
});

export const fetchResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: since(7, int16, 0),
  sessionId: since(7, int32, 0),
  topics: array(struct({
    name: between(0, 12, string, ""),
    topicId: since(13, uuid, NO_TOPIC_ID),
    partitions: array(struct({
      index: int32,
      errorCode: int16,
      highWatermark: int64,
      lastStableOffset: since(4, int64, -1),
      logStartOffset: since(5, int64, -1),
      abortedTransactions: since(
        4,
        nullableArray(struct({ producerId: int64, firstOffset: int64 })),
        null,
      ),
      preferredReadReplica: since(11, int32, -1),
      records: recordsSource,
    })),
  })),
});
