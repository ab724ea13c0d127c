import { ErrorCode } from "../protocol/error_code.ts";
import {
  answerJoin,
  answerSync,
  type Group,
  type Member,
  refuseJoin,
  type Step,
  type Ticket,
  withMember,
} from "./group.ts";
import type { Join } from "./group_input.ts";
import { commonProtocols, completeJoin, prepareRebalance } from "./rebalance.ts";

/** Handles a JoinGroup: admits or refuses the member, and starts a rebalance if the member is new or has changed. */
export function joinGroup(group: Group, input: Join, now: number): Step {
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

/** A static member keeps its assignment over a restart: its new process continues without a rebalance. */
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
  // Repeat the answer to a member that may have lost it, or to a follower that joins without a change. A leader that joins
  // wants a rebalance.
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
