import { ErrorCode } from "../protocol/error_code.ts";
import {
  answerJoin,
  answerSync,
  type Group,
  heard,
  type Member,
  memberProblem,
  type Protocol,
  refuseJoin,
  type Step,
  type Ticket,
  withMember,
} from "./group.ts";
import {
  commonProtocols,
  completeJoin,
  emptied,
  prepareRebalance,
  withoutMembers,
} from "./rebalance.ts";

/** What can happen to a group. */
export type GroupInput =
  | {
    readonly type: "join";
    readonly ticket: Ticket;
    /** Empty for a member that has none yet. */
    readonly memberId: string;
    /** The id for a new member. */
    readonly newMemberId: string;
    /** A new member is told its id first and joins with that (from JoinGroup 4 on). */
    readonly idFirst: boolean;
    readonly instanceId: string | null;
    readonly clientId: string;
    readonly clientHost: string;
    readonly sessionTimeoutMs: number;
    readonly rebalanceTimeoutMs: number;
    readonly protocolType: string;
    readonly protocols: readonly Protocol[];
  }
  | {
    readonly type: "sync";
    readonly ticket: Ticket;
    readonly memberId: string;
    readonly instanceId: string | null;
    readonly generation: number;
    readonly assignments: ReadonlyMap<string, Uint8Array>;
  }
  | { readonly type: "leave"; readonly memberId: string }
  /** A heartbeat or a commit of a member that {@linkcode checkMember} accepted. */
  | { readonly type: "heard"; readonly memberId: string }
  /** Whoever waited for this answer is gone. */
  | { readonly type: "hung up"; readonly ticket: Ticket }
  | { readonly type: "tick" };

type Join = Extract<GroupInput, { type: "join" }>;
type Sync = Extract<GroupInput, { type: "sync" }>;

/** The group after `input` at `now` (milliseconds), and who is to be answered. */
export function stepGroup(group: Group, input: GroupInput, now: number): Step {
  switch (input.type) {
    case "join":
      return join(group, input, now);
    case "sync":
      return sync(group, input, now);
    case "leave":
      return withoutMembers(group, new Set([input.memberId]), now);
    case "heard": {
      const member = group.members.get(input.memberId);
      return still(member === undefined ? group : withMember(group, heard(member, now)));
    }
    case "hung up":
      return hangUp(group, input.ticket);
    case "tick":
      return tick(group, now);
    default:
      return input satisfies never;
  }
}

/** What a heartbeat is answered, or a commit refused with. */
export function checkMember(
  group: Group,
  who: {
    readonly memberId: string;
    readonly instanceId: string | null;
    readonly generation: number;
  },
): ErrorCode {
  const problem = memberProblem(group, who);
  if (problem !== ErrorCode.NONE) return problem;
  return who.generation === group.generation ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
}

/** When {@linkcode stepGroup} must be given a tick, milliseconds; Infinity if nothing waits. */
export function nextTick(group: Group): number {
  let at = group.phase === "preparing" || group.phase === "completing"
    ? group.rebalanceEndsAt
    : Infinity;
  for (const member of group.members.values()) {
    if (member.joining === undefined) at = Math.min(at, member.expiresAt);
  }
  for (const expiresAt of group.promised.values()) at = Math.min(at, expiresAt);
  return at;
}

function join(group: Group, input: Join, now: number): Step {
  const { ticket, memberId, protocols } = input;
  const others = [...group.members.values()].filter(({ id, instanceId }) =>
    id !== memberId && (instanceId === null || instanceId !== input.instanceId)
  );
  if (others.length > 0) {
    const fits = group.protocolType === input.protocolType &&
      commonProtocols([...others, input]).size > 0;
    if (!fits) return refused(group, ticket, ErrorCode.INCONSISTENT_GROUP_PROTOCOL, memberId);
  }
  if (protocols.length === 0 || input.protocolType === "") {
    return refused(group, ticket, ErrorCode.INCONSISTENT_GROUP_PROTOCOL, memberId);
  }
  const typed = { ...group, protocolType: input.protocolType };
  if (input.instanceId !== null) return joinStatic(typed, input, now);
  if (memberId === "") {
    if (!input.idFirst) return admit(typed, newMember(input, input.newMemberId, now), now);
    const promised = new Map(group.promised)
      .set(input.newMemberId, now + input.sessionTimeoutMs);
    const waiting = { ...typed, promised };
    return refused(waiting, ticket, ErrorCode.MEMBER_ID_REQUIRED, input.newMemberId);
  }
  const known = group.members.get(memberId);
  if (known !== undefined) return rejoin(typed, known, { input, now });
  if (!group.promised.has(memberId)) {
    return refused(group, ticket, ErrorCode.UNKNOWN_MEMBER_ID, memberId);
  }
  return admit(typed, newMember(input, memberId, now), now);
}

/** A static member keeps its place over a restart: its new process takes the old one's partitions without a rebalance. */
function joinStatic(group: Group, input: Join, now: number): Step {
  const { ticket, memberId } = input;
  const holder = [...group.members.values()].find(({ instanceId }) =>
    instanceId === input.instanceId
  );
  if (holder === undefined) {
    if (memberId !== "") return refused(group, ticket, ErrorCode.UNKNOWN_MEMBER_ID, memberId);
    return admit(group, newMember(input, input.newMemberId, now), now);
  }
  if (memberId !== "") {
    if (memberId !== holder.id) {
      return refused(group, ticket, ErrorCode.FENCED_INSTANCE_ID, memberId);
    }
    return rejoin(group, holder, { input, now });
  }
  const answers = [];
  if (holder.joining !== undefined) {
    answers.push(refuseJoin(holder.joining, ErrorCode.FENCED_INSTANCE_ID, holder.id));
  }
  if (holder.syncing !== undefined) {
    answers.push(
      answerSync(group, holder.syncing, { errorCode: ErrorCode.FENCED_INSTANCE_ID }),
    );
  }
  const taken: Member = {
    ...newMember(input, input.newMemberId, now),
    assignment: holder.assignment,
    joining: undefined,
  };
  const members = new Map(group.members);
  members.delete(holder.id);
  members.set(taken.id, taken);
  const leader = group.leader === holder.id ? taken.id : group.leader;
  const replaced: Group = { ...group, members, leader };
  if (group.phase === "stable" && sameProtocols(holder, input)) {
    const answer = answerJoin(replaced, taken, { ticket, skipAssignment: leader === taken.id });
    return { group: replaced, answers: [...answers, answer] };
  }
  const step = rebalanceWith(replaced, { ...taken, joining: ticket }, now);
  return { group: step.group, answers: [...answers, ...step.answers] };
}

function rejoin(
  group: Group,
  known: Member,
  { input, now }: { input: Join; now: number },
): Step {
  const { ticket } = input;
  const unchanged = sameProtocols(known, input);
  const answers = known.joining === undefined
    ? []
    : [refuseJoin(known.joining, ErrorCode.UNKNOWN_MEMBER_ID, known.id)];
  const renewed: Member = {
    ...newMember(input, known.id, now),
    assignment: known.assignment,
    syncing: known.syncing,
  };
  // It did not get our answer, or a follower asks for no reason: tell it again. A leader that joins wants a rebalance.
  const lostAnswer = group.phase === "completing" && unchanged;
  const idleFollower = group.phase === "stable" && unchanged && group.leader !== known.id;
  if (lostAnswer || idleFollower) {
    const settled = withMember(group, { ...renewed, joining: undefined });
    return { group: settled, answers: [...answers, answerJoin(settled, renewed, { ticket })] };
  }
  const step = rebalanceWith(group, renewed, now);
  return { group: step.group, answers: [...answers, ...step.answers] };
}

function admit(group: Group, member: Member, now: number): Step {
  const promised = new Map(group.promised);
  promised.delete(member.id);
  return rebalanceWith({ ...group, promised }, member, now);
}

function rebalanceWith(group: Group, member: Member, now: number): Step {
  const prepared = prepareRebalance(withMember(group, member), now);
  const completed = completeJoin(prepared.group, now);
  return { group: completed.group, answers: [...prepared.answers, ...completed.answers] };
}

function sync(group: Group, input: Sync, now: number): Step {
  const { ticket, memberId } = input;
  const problem = checkMember(group, input);
  const member = group.members.get(memberId);
  if (problem !== ErrorCode.NONE || member === undefined) {
    return { group, answers: [answerSync(group, ticket, { errorCode: problem })] };
  }
  switch (group.phase) {
    case "empty":
    case "preparing": {
      const errorCode = ErrorCode.REBALANCE_IN_PROGRESS;
      return { group, answers: [answerSync(group, ticket, { errorCode })] };
    }
    case "stable": {
      const alive = withMember(group, heard(member, now));
      return { group: alive, answers: [answerSync(group, ticket, member)] };
    }
    case "completing": {
      const waiting = withMember(group, { ...heard(member, now), syncing: ticket });
      if (group.leader !== memberId) return still(waiting);
      return distribute(waiting, input.assignments, now);
    }
    default:
      return group.phase satisfies never;
  }
}

/** The leader has shared out the partitions: the generation is complete. */
function distribute(
  group: Group,
  assignments: ReadonlyMap<string, Uint8Array>,
  now: number,
): Step {
  const stable: Group = { ...group, phase: "stable", rebalanceEndsAt: Infinity };
  const answers = [];
  const members = new Map<string, Member>();
  for (const member of group.members.values()) {
    const assignment = assignments.get(member.id) ?? new Uint8Array();
    if (member.syncing !== undefined) {
      answers.push(answerSync(stable, member.syncing, { assignment }));
    }
    members.set(member.id, { ...heard(member, now), assignment, syncing: undefined });
  }
  return { group: { ...stable, members }, answers };
}

function hangUp(group: Group, ticket: Ticket): Step {
  for (const member of group.members.values()) {
    if (member.joining === ticket) {
      return still(withMember(group, { ...member, joining: undefined }));
    }
    if (member.syncing === ticket) {
      return still(withMember(group, { ...member, syncing: undefined }));
    }
  }
  return still(group);
}

function tick(group: Group, now: number): Step {
  const promised = new Map([...group.promised].filter(([, expiresAt]) => expiresAt > now));
  const current = { ...group, promised };
  const gone = new Set<string>();
  for (const member of group.members.values()) {
    // Who waits for the others in JoinGroup cannot send heartbeats.
    if (member.joining === undefined && member.expiresAt <= now) gone.add(member.id);
    const late = group.phase === "completing" && now >= group.rebalanceEndsAt;
    if (late && member.syncing === undefined) gone.add(member.id);
  }
  if (gone.size > 0) return withoutMembers(current, gone, now);
  if (current.phase === "preparing" && current.members.size === 0) return still(emptied(current));
  return completeJoin(current, now);
}

function newMember(input: Join, id: string, now: number): Member {
  const { instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs } = input;
  return {
    id,
    instanceId,
    clientId,
    clientHost,
    sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocols: input.protocols,
    assignment: new Uint8Array(),
    expiresAt: now + sessionTimeoutMs,
    joining: input.ticket,
    syncing: undefined,
  };
}

function sameProtocols(member: Member, input: Join): boolean {
  return member.protocols.length === input.protocols.length &&
    member.protocols.every(({ name, metadata }, index) => {
      const other = input.protocols[index];
      return other?.name === name && other.metadata.toHex() === metadata.toHex();
    });
}

function refused(group: Group, ticket: Ticket, errorCode: ErrorCode, memberId: string): Step {
  return { group, answers: [refuseJoin(ticket, errorCode, memberId)] };
}

function still(group: Group): Step {
  return { group, answers: [] };
}
