import {
  array,
  between,
  bool,
  int16,
  int32,
  int64,
  int8,
  NO_TOPIC_ID,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  uuid,
} from "../codec.ts";

export const createTopicsRequest = struct({
  topics: array(struct({
    name: string,
    partitions: int32,
    replicationFactor: int16,
    assignments: array(struct({ index: int32, brokers: array(int32) })),
    configs: array(struct({ name: string, value: nullableString })),
  })),
  timeoutMs: int32,
  validateOnly: since(1, bool, false),
});

export const createTopicsResponse = struct({
  throttleTimeMs: since(2, int32, 0),
  topics: array(struct({
    name: string,
    topicId: since(7, uuid, NO_TOPIC_ID),
    errorCode: int16,
    errorMessage: since(1, nullableString, null),
    partitions: since(5, int32, -1),
    replicationFactor: since(5, int16, -1),
    configs: since(
      5,
      nullableArray(struct({
        name: string,
        value: nullableString,
        readOnly: bool,
        source: int8,
        sensitive: bool,
      })),
      null,
    ),
  })),
});

export const deleteTopicsRequest = struct({
  topics: since(6, array(struct({ name: nullableString, topicId: uuid })), []),
  names: between(0, 5, array(string), []),
  timeoutMs: int32,
});

export const deleteTopicsResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  topics: array(struct({
    name: nullableString,
    topicId: since(6, uuid, NO_TOPIC_ID),
    errorCode: int16,
    errorMessage: since(5, nullableString, null),
  })),
});

export const createPartitionsRequest = struct({
  topics: array(struct({
    name: string,
    count: int32,
    assignments: nullableArray(struct({ brokers: array(int32) })),
  })),
  timeoutMs: int32,
  validateOnly: bool,
});

export const createPartitionsResponse = struct({
  throttleTimeMs: int32,
  topics: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
});

export const deleteRecordsRequest = struct({
  topics: array(struct({
    name: string,
    partitions: array(struct({ index: int32, offset: int64 })),
  })),
  timeoutMs: int32,
});

export const deleteRecordsResponse = struct({
  throttleTimeMs: int32,
  topics: array(struct({
    name: string,
    partitions: array(struct({ index: int32, lowWatermark: int64, errorCode: int16 })),
  })),
});
