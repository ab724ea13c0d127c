import {
  array,
  between,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
} from "../codec.ts";

/** Special timestamps of ListOffsets. */
export const LATEST = -1;
export const EARLIEST = -2;
export const MAX_TIMESTAMP = -3;

export const listOffsetsRequest = struct({
  replicaId: int32,
  isolationLevel: since(2, int8, 0),
  topics: array(struct({
    name: string,
    partitions: array(struct({
      index: int32,
      currentLeaderEpoch: since(4, int32, -1),
      timestamp: int64,
    })),
  })),
});

export const listOffsetsResponse = struct({
  throttleTimeMs: since(2, int32, 0),
  topics: array(struct({
    name: string,
    partitions: array(struct({
      index: int32,
      errorCode: int16,
      timestamp: int64,
      offset: int64,
      leaderEpoch: since(4, int32, -1),
    })),
  })),
});

export const offsetForLeaderEpochRequest = struct({
  replicaId: since(3, int32, -1),
  topics: array(struct({
    name: string,
    partitions: array(struct({
      index: int32,
      currentLeaderEpoch: since(2, int32, -1),
      leaderEpoch: int32,
    })),
  })),
});

export const offsetForLeaderEpochResponse = struct({
  throttleTimeMs: since(2, int32, 0),
  topics: array(struct({
    name: string,
    partitions: array(struct({
      errorCode: int16,
      index: int32,
      leaderEpoch: since(1, int32, -1),
      endOffset: int64,
    })),
  })),
});

export const offsetCommitRequest = struct({
  groupId: string,
  generationId: since(1, int32, -1),
  memberId: since(1, string, ""),
  groupInstanceId: since(7, nullableString, null),
  retentionTimeMs: between(2, 4, int64, -1),
  topics: array(struct({
    name: string,
    partitions: array(struct({
      index: int32,
      offset: int64,
      leaderEpoch: since(6, int32, -1),
      commitTimestamp: between(1, 1, int64, -1),
      metadata: nullableString,
    })),
  })),
});

export const offsetCommitResponse = struct({
  throttleTimeMs: since(3, int32, 0),
  topics: array(struct({
    name: string,
    partitions: array(struct({ index: int32, errorCode: int16 })),
  })),
});

const wantedPartitions = nullableArray(struct({ name: string, partitions: array(int32) }));

const committedPartitions = array(struct({
  name: string,
  partitions: array(struct({
    index: int32,
    offset: int64,
    leaderEpoch: since(5, int32, -1),
    metadata: nullableString,
    errorCode: int16,
  })),
}));

export const offsetFetchRequest = struct({
  groupId: between(0, 7, string, ""),
  topics: between(0, 7, wantedPartitions, null),
  groups: since(
    8,
    array(struct({
      groupId: string,
      memberId: since(9, nullableString, null),
      memberEpoch: since(9, int32, -1),
      topics: wantedPartitions,
    })),
    [],
  ),
  requireStable: since(7, int8, 0),
});

export const offsetFetchResponse = struct({
  throttleTimeMs: since(3, int32, 0),
  topics: between(0, 7, committedPartitions, []),
  errorCode: between(2, 7, int16, 0),
  groups: since(
    8,
    array(struct({ groupId: string, topics: committedPartitions, errorCode: int16 })),
    [],
  ),
});
