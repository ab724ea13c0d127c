import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  recordsView,
  since,
  string,
  struct,
} from "../codec.ts";

export const produceRequest = struct({
  transactionalId: since(3, nullableString, null),
  acks: int16,
  timeoutMs: int32,
  topics: array(struct({
    name: string,
    partitions: array(struct({ index: int32, records: recordsView })),
  })),
});

export const produceResponse = struct({
  topics: array(struct({
    name: string,
    partitions: array(struct({
      index: int32,
      errorCode: int16,
      baseOffset: int64,
      logAppendTime: since(2, int64, -1),
      logStartOffset: since(5, int64, -1),
      recordErrors: since(
        8,
        array(struct({ batchIndex: int32, message: nullableString })),
        [],
      ),
      errorMessage: since(8, nullableString, null),
    })),
  })),
  throttleTimeMs: since(1, int32, 0),
});
