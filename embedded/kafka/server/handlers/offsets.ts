import { messageOf } from "../../../../core/base/errors.ts";
import type { CommittedOffset } from "../../groups/offset_store.ts";
import { checkMember } from "../../groups/group_step.ts";
import { offsetForTime, offsetOfMaxTimestamp } from "../../log/offset_for_time.ts";
import type { PartitionLog } from "../../log/partition_log.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import { EARLIEST, LATEST, MAX_TIMESTAMP } from "../../protocol/messages/offsets.ts";
import { type BrokerContext, LEADER_EPOCH, type RequestContext } from "../broker_context.ts";

type Commit = RequestOf<"offsetCommit">;
type Wanted = RequestOf<"offsetFetch">["topics"];
type Committed = ResponseOf<"offsetFetch">["topics"];

const METADATA_MAX_CHARS = 4096;

export function listOffsets(
  { catalog }: BrokerContext,
  { topics }: RequestOf<"listOffsets">,
): ResponseOf<"listOffsets"> {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ index, timestamp }) => {
        const log = catalog.get(name)?.partitions[index];
        const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        if (log === undefined) {
          return { index, errorCode, timestamp: -1, offset: -1, leaderEpoch: -1 };
        }
        const found = findOffset(log, timestamp) ?? { timestamp: -1, offset: -1 };
        return { index, errorCode: ErrorCode.NONE, leaderEpoch: LEADER_EPOCH, ...found };
      }),
    })),
  };
}

function findOffset(log: PartitionLog, timestamp: number) {
  switch (timestamp) {
    case LATEST:
      return { timestamp: -1, offset: log.durableOffset };
    case EARLIEST:
      return { timestamp: -1, offset: log.startOffset };
    case MAX_TIMESTAMP:
      return offsetOfMaxTimestamp(log);
    default:
      return offsetForTime(log, timestamp);
  }
}

export function offsetForLeaderEpoch(
  { catalog }: BrokerContext,
  { topics }: RequestOf<"offsetForLeaderEpoch">,
): ResponseOf<"offsetForLeaderEpoch"> {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ index }) => {
        const log = catalog.get(name)?.partitions[index];
        const errorCode = log === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.NONE;
        const endOffset = log?.durableOffset ?? -1;
        return { errorCode, index, leaderEpoch: LEADER_EPOCH, endOffset };
      }),
    })),
  };
}

export function offsetCommit(
  broker: BrokerContext,
  request: Commit,
): ResponseOf<"offsetCommit"> {
  const accepted: { topic: string; partition: number; committed: CommittedOffset }[] = [];
  const at = Date.now();
  const problem = commitProblem(broker, request);
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ index, offset, leaderEpoch, metadata }) => {
      if (problem !== ErrorCode.NONE) return { index, errorCode: problem };
      if (broker.catalog.get(name)?.partitions[index] === undefined) {
        return { index, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
      }
      if ((metadata ?? "").length > METADATA_MAX_CHARS) {
        return { index, errorCode: ErrorCode.OFFSET_METADATA_TOO_LARGE };
      }
      const committed = { offset, leaderEpoch, metadata: metadata ?? "", at };
      accepted.push({ topic: name, partition: index, committed });
      return { index, errorCode: ErrorCode.NONE };
    }),
  }));
  try {
    if (accepted.length > 0) broker.offsets.commit(request.groupId, accepted);
    return { throttleTimeMs: 0, topics };
  } catch (error) {
    broker.warn(`Cannot keep offsets of group ${request.groupId}: ${messageOf(error)}`);
    return { throttleTimeMs: 0, topics: topics.map(notAvailable) };
  }
}

type CommitAnswer = ResponseOf<"offsetCommit">["topics"][number];

/** An error on which clients retry a commit. */
function notAvailable({ name, partitions }: CommitAnswer): CommitAnswer {
  const errorCode = ErrorCode.COORDINATOR_NOT_AVAILABLE;
  return { name, partitions: partitions.map(({ index }) => ({ index, errorCode })) };
}

/** A client that commits without a generation may do so only while the group has no members. */
function commitProblem({ coordinator }: BrokerContext, request: Commit): ErrorCode {
  const { groupId, generationId: generation, memberId, groupInstanceId: instanceId } = request;
  if (groupId === "") return ErrorCode.INVALID_GROUP_ID;
  const group = coordinator.get(groupId);
  if (generation < 0 && (group === undefined || group.phase === "empty")) return ErrorCode.NONE;
  if (group === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  const problem = checkMember(group, { memberId, instanceId, generation });
  if (problem !== ErrorCode.NONE) return problem;
  if (group.phase === "completing") return ErrorCode.REBALANCE_IN_PROGRESS;
  coordinator.step(groupId, { type: "active", memberId });
  return ErrorCode.NONE;
}

export function offsetFetch(
  broker: BrokerContext,
  request: RequestOf<"offsetFetch">,
  { version }: RequestContext,
): ResponseOf<"offsetFetch"> {
  const of = (groupId: string, wanted: Wanted) => committedOffsets(broker, groupId, wanted);
  const common = { throttleTimeMs: 0, errorCode: ErrorCode.NONE };
  if (version < 8) return { ...common, topics: of(request.groupId, request.topics), groups: [] };
  const groups = request.groups.map(({ groupId, topics }) => {
    return { groupId, topics: of(groupId, topics), errorCode: ErrorCode.NONE };
  });
  return { ...common, topics: [], groups };
}

function committedOffsets({ offsets }: BrokerContext, groupId: string, wanted: Wanted): Committed {
  const asked = wanted ??
    [...offsets.topics(groupId)].map(([name, known]) => ({ name, partitions: [...known.keys()] }));
  return asked.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((index) => {
      const committed = offsets.get(groupId, name, index);
      return {
        index,
        offset: committed?.offset ?? -1,
        leaderEpoch: committed?.leaderEpoch ?? -1,
        metadata: committed?.metadata ?? "",
        errorCode: ErrorCode.NONE,
      };
    }),
  }));
}
