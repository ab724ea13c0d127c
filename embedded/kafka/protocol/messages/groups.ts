import {
  array,
  between,
  bool,
  bytes,
  int16,
  int32,
  int8,
  nullableString,
  since,
  string,
  struct,
} from "../codec.ts";

export const findCoordinatorRequest = struct({
  key: between(0, 3, string, ""),
  keyType: since(1, int8, 0),
  keys: since(4, array(string), []),
});

export const findCoordinatorResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: between(0, 3, int16, 0),
  errorMessage: between(1, 3, nullableString, null),
  nodeId: between(0, 3, int32, -1),
  host: between(0, 3, string, ""),
  port: between(0, 3, int32, -1),
  coordinators: since(
    4,
    array(struct({
      key: string,
      nodeId: int32,
      host: string,
      port: int32,
      errorCode: int16,
      errorMessage: nullableString,
    })),
    [],
  ),
});

export const joinGroupRequest = struct({
  groupId: string,
  sessionTimeoutMs: int32,
  rebalanceTimeoutMs: since(1, int32, -1),
  memberId: string,
  groupInstanceId: since(5, nullableString, null),
  protocolType: string,
  protocols: array(struct({ name: string, metadata: bytes })),
  reason: since(8, nullableString, null),
});

export const joinGroupResponse = struct({
  throttleTimeMs: since(2, int32, 0),
  errorCode: int16,
  generationId: int32,
  protocolType: since(7, nullableString, null),
  /** Null only from version 7 on; older ones take the empty string. */
  protocolName: nullableString,
  leader: string,
  skipAssignment: since(9, bool, false),
  memberId: string,
  members: array(struct({
    memberId: string,
    groupInstanceId: since(5, nullableString, null),
    metadata: bytes,
  })),
});

export const syncGroupRequest = struct({
  groupId: string,
  generationId: int32,
  memberId: string,
  groupInstanceId: since(3, nullableString, null),
  protocolType: since(5, nullableString, null),
  protocolName: since(5, nullableString, null),
  assignments: array(struct({ memberId: string, assignment: bytes })),
});

export const syncGroupResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: int16,
  protocolType: since(5, nullableString, null),
  protocolName: since(5, nullableString, null),
  assignment: bytes,
});

export const heartbeatRequest = struct({
  groupId: string,
  generationId: int32,
  memberId: string,
  groupInstanceId: since(3, nullableString, null),
});

export const heartbeatResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: int16,
});

export const leaveGroupRequest = struct({
  groupId: string,
  memberId: between(0, 2, string, ""),
  members: since(
    3,
    array(struct({
      memberId: string,
      groupInstanceId: nullableString,
      reason: since(5, nullableString, null),
    })),
    [],
  ),
});

export const leaveGroupResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: int16,
  members: since(
    3,
    array(struct({ memberId: string, groupInstanceId: nullableString, errorCode: int16 })),
    [],
  ),
});

export const describeGroupsRequest = struct({
  groups: array(string),
  includeAuthorizedOperations: since(3, bool, false),
});

export const describeGroupsResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  groups: array(struct({
    errorCode: int16,
    groupId: string,
    state: string,
    protocolType: string,
    protocolName: string,
    members: array(struct({
      memberId: string,
      groupInstanceId: since(4, nullableString, null),
      clientId: string,
      clientHost: string,
      metadata: bytes,
      assignment: bytes,
    })),
    authorizedOperations: since(3, int32, -2147483648),
  })),
});

export const listGroupsRequest = struct({
  states: since(4, array(string), []),
  types: since(5, array(string), []),
});

export const listGroupsResponse = struct({
  throttleTimeMs: since(1, int32, 0),
  errorCode: int16,
  groups: array(struct({
    groupId: string,
    protocolType: string,
    state: since(4, string, ""),
    type: since(5, string, "classic"),
  })),
});

export const deleteGroupsRequest = struct({ groups: array(string) });

export const deleteGroupsResponse = struct({
  throttleTimeMs: int32,
  results: array(struct({ groupId: string, errorCode: int16 })),
});
