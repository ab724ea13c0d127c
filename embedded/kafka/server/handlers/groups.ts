import type { Group, GroupPhase } from "../../groups/group.ts";
import { checkMember } from "../../groups/group_step.ts";
import { memberProblem } from "../../groups/group.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import { type BrokerContext, NODE_ID, type RequestContext } from "../broker_context.ts";

const SESSION_MIN_MS = 1_000;
const SESSION_MAX_MS = 1_800_000;
const MEMBERS_MAX = 1_000;
const GROUP_KEY = 0;
const NOTHING = new Uint8Array();

/** Kafka's names for the phases. */
const STATE_NAMES: Readonly<Record<GroupPhase, string>> = {
  empty: "Empty",
  preparing: "PreparingRebalance",
  completing: "CompletingRebalance",
  stable: "Stable",
};

export function findCoordinator(
  { settings }: BrokerContext,
  { key, keyType, keys }: RequestOf<"findCoordinator">,
): ResponseOf<"findCoordinator"> {
  const isGroup = keyType === GROUP_KEY;
  const answer = isGroup
    ? {
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      nodeId: NODE_ID,
      host: settings.host,
      port: settings.port,
    }
    : {
      errorCode: ErrorCode.INVALID_REQUEST,
      errorMessage: "Cannot coordinate transactions: this broker has none",
      nodeId: -1,
      host: "",
      port: -1,
    };
  const wanted = keys.length > 0 ? keys : [key];
  const coordinators = wanted.map((one) => ({ key: one, ...answer }));
  return { throttleTimeMs: 0, ...answer, coordinators };
}

export async function joinGroup(
  { coordinator }: BrokerContext,
  request: RequestOf<"joinGroup">,
  { version, clientId, clientHost, signal }: RequestContext,
): Promise<ResponseOf<"joinGroup"> | undefined> {
  const { groupId, memberId, protocolType } = request;
  const problem = joinProblem(coordinator.get(groupId), request);
  const common = { throttleTimeMs: 0, protocolType };
  if (problem !== ErrorCode.NONE) {
    const nothing = { generationId: -1, leader: "", skipAssignment: false, members: [] };
    return {
      ...common,
      ...nothing,
      errorCode: problem,
      protocolName: version >= 7 ? null : "",
      memberId,
    };
  }
  const rebalanceTimeoutMs = request.rebalanceTimeoutMs < 0
    ? request.sessionTimeoutMs
    : request.rebalanceTimeoutMs;
  const answer = await coordinator.join(groupId, {
    type: "join",
    memberId,
    newMemberId: `${clientId}-${crypto.randomUUID()}`,
    idFirst: version >= 4,
    instanceId: request.groupInstanceId,
    clientId,
    clientHost,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocolType,
    protocols: request.protocols,
  }, signal);
  if (answer === undefined) return undefined;
  return {
    ...common,
    errorCode: answer.errorCode,
    generationId: answer.generation,
    protocolName: answer.protocolName ?? (version >= 7 ? null : ""),
    leader: answer.leader,
    skipAssignment: answer.skipAssignment,
    memberId: answer.memberId,
    members: answer.members,
  };
}

function joinProblem(group: Group | undefined, request: RequestOf<"joinGroup">): ErrorCode {
  const { groupId, sessionTimeoutMs, memberId } = request;
  if (groupId === "") return ErrorCode.INVALID_GROUP_ID;
  if (sessionTimeoutMs < SESSION_MIN_MS || sessionTimeoutMs > SESSION_MAX_MS) {
    return ErrorCode.INVALID_SESSION_TIMEOUT;
  }
  const seats = (group?.members.size ?? 0) + (group?.promised.size ?? 0);
  if (memberId === "" && seats >= MEMBERS_MAX) return ErrorCode.GROUP_MAX_SIZE_REACHED;
  return ErrorCode.NONE;
}

export async function syncGroup(
  { coordinator }: BrokerContext,
  request: RequestOf<"syncGroup">,
  { signal }: RequestContext,
): Promise<ResponseOf<"syncGroup"> | undefined> {
  const { groupId } = request;
  const common = { throttleTimeMs: 0, protocolType: request.protocolType };
  if (coordinator.get(groupId) === undefined) {
    const errorCode = ErrorCode.UNKNOWN_MEMBER_ID;
    return { ...common, errorCode, protocolName: null, assignment: NOTHING };
  }
  const answer = await coordinator.sync(groupId, {
    type: "sync",
    memberId: request.memberId,
    instanceId: request.groupInstanceId,
    generation: request.generationId,
    assignments: new Map(
      request.assignments.map(({ memberId, assignment }) => [memberId, assignment]),
    ),
  }, signal);
  if (answer === undefined) return undefined;
  const { errorCode, protocolName, assignment } = answer;
  return { ...common, errorCode, protocolName, assignment };
}

export function heartbeat(
  { coordinator }: BrokerContext,
  request: RequestOf<"heartbeat">,
): ResponseOf<"heartbeat"> {
  const { groupId, memberId, generationId: generation, groupInstanceId: instanceId } = request;
  const group = coordinator.get(groupId);
  const problem = group === undefined
    ? ErrorCode.UNKNOWN_MEMBER_ID
    : checkMember(group, { memberId, instanceId, generation });
  if (problem !== ErrorCode.NONE) return { throttleTimeMs: 0, errorCode: problem };
  coordinator.step(groupId, { type: "active", memberId });
  const errorCode = group?.phase === "preparing" ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
  return { throttleTimeMs: 0, errorCode };
}

export function leaveGroup(
  { coordinator }: BrokerContext,
  request: RequestOf<"leaveGroup">,
  { version }: RequestContext,
): ResponseOf<"leaveGroup"> {
  const { groupId } = request;
  const leave = (memberId: string, instanceId: string | null): ErrorCode => {
    const group = coordinator.get(groupId);
    if (group === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
    // A static member may be removed by its instance id alone.
    const holder = [...group.members.values()].find((member) =>
      instanceId !== null && member.instanceId === instanceId
    );
    const id = memberId === "" && holder !== undefined ? holder.id : memberId;
    const problem = memberProblem(group, { memberId: id, instanceId });
    if (problem === ErrorCode.NONE) coordinator.step(groupId, { type: "leave", memberId: id });
    return problem;
  };
  if (version < 3) {
    return { throttleTimeMs: 0, errorCode: leave(request.memberId, null), members: [] };
  }
  const members = request.members.map(({ memberId, groupInstanceId }) => {
    return { memberId, groupInstanceId, errorCode: leave(memberId, groupInstanceId) };
  });
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, members };
}

export function describeGroups(
  broker: BrokerContext,
  { groups }: RequestOf<"describeGroups">,
): ResponseOf<"describeGroups"> {
  return { throttleTimeMs: 0, groups: groups.map((groupId) => describe(broker, groupId)) };
}

function describe(
  { coordinator, offsets }: BrokerContext,
  groupId: string,
): ResponseOf<"describeGroups">["groups"][number] {
  const group = coordinator.get(groupId);
  const hasOffsets = offsets.topics(groupId).size > 0;
  const members = [...group?.members.values() ?? []].map((member) => ({
    memberId: member.id,
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    metadata: member.protocols.find(({ name }) => name === group?.protocolName)?.metadata ??
      NOTHING,
    assignment: member.assignment,
  }));
  return {
    errorCode: ErrorCode.NONE,
    groupId,
    state: group !== undefined ? STATE_NAMES[group.phase] : hasOffsets ? "Empty" : "Dead",
    protocolType: group?.protocolType ?? "",
    protocolName: group?.protocolName ?? "",
    members,
    authorizedOperations: -2147483648,
  };
}

export function listGroups(
  broker: BrokerContext,
  { states, types }: RequestOf<"listGroups">,
): ResponseOf<"listGroups"> {
  const ids = new Set([...broker.coordinator.ids(), ...broker.offsets.groups()]);
  const groups = [...ids].map((groupId) => {
    const { protocolType, state } = describe(broker, groupId);
    return { groupId, protocolType, state, type: "classic" };
  });
  const wanted = groups.filter(({ state, type }) =>
    (states.length === 0 || states.includes(state)) && (types.length === 0 || types.includes(type))
  );
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, groups: wanted };
}

export function deleteGroups(
  { coordinator, offsets }: BrokerContext,
  { groups }: RequestOf<"deleteGroups">,
): ResponseOf<"deleteGroups"> {
  const remove = (groupId: string): ErrorCode => {
    const group = coordinator.get(groupId);
    if (group === undefined && offsets.topics(groupId).size === 0) {
      return ErrorCode.GROUP_ID_NOT_FOUND;
    }
    if (group !== undefined && group.phase !== "empty") return ErrorCode.NON_EMPTY_GROUP;
    try {
      offsets.remove(groupId);
      coordinator.remove(groupId);
      return ErrorCode.NONE;
    } catch {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
  };
  const results = groups.map((groupId) => ({ groupId, errorCode: remove(groupId) }));
  return { throttleTimeMs: 0, results };
}
