import { ErrorCode } from "../protocol/error_code.ts";
import {
  answerSync,
  type Group,
  type Member,
  memberProblem,
  renewed,
  type Step,
  type Ticket,
  withMember,
} from "./group.ts";
import type { GroupInput, Sync } from "./group_input.ts";
import { joinGroup } from "./join_group.ts";
import { completeJoin, emptied, withoutMembers } from "./rebalance.ts";

/** Applies `input` at `now` (milliseconds) to a group. */
export function stepGroup(group: Group, input: GroupInput, now: number): Step {
  switch (input.type) {
    case "join":
      return joinGroup(group, input, now);
    case "sync":
      return sync(group, input, now);
    case "leave":
      return withoutMembers(group, new Set([input.memberId]), now);
    case "active": {
      const member = group.members.get(input.memberId);
      return still(member === undefined ? group : withMember(group, renewed(member, now)));
    }
    case "hung up":
      return hangUp(group, input.ticket);
    case "tick":
      return tick(group, now);
    default:
      return input satisfies never;
  }
}

/** The error code that answers a heartbeat or refuses a commit. */
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

/** When {@linkcode stepGroup} needs a tick, milliseconds; Infinity if nothing is pending. */
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
      const alive = withMember(group, renewed(member, now));
      return { group: alive, answers: [answerSync(group, ticket, member)] };
    }
    case "completing": {
      const waiting = withMember(group, { ...renewed(member, now), syncing: ticket });
      if (group.leader !== memberId) return still(waiting);
      return distribute(waiting, input.assignments, now);
    }
    default:
      return group.phase satisfies never;
  }
}

/** The leader has sent the assignment: the generation is complete. */
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
    members.set(member.id, { ...renewed(member, now), assignment, syncing: undefined });
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
    // A member whose JoinGroup is pending cannot send heartbeats.
    if (member.joining === undefined && member.expiresAt <= now) gone.add(member.id);
    const late = group.phase === "completing" && now >= group.rebalanceEndsAt;
    if (late && member.syncing === undefined) gone.add(member.id);
  }
  if (gone.size > 0) return withoutMembers(current, gone, now);
  if (current.phase === "preparing" && current.members.size === 0) return still(emptied(current));
  return completeJoin(current, now);
}

function still(group: Group): Step {
  return { group, answers: [] };
}
