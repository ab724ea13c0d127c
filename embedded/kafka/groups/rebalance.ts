import { ErrorCode } from "../protocol/error_code.ts";
import {
  type Answer,
  answerJoin,
  answerSync,
  type Group,
  type Member,
  renewed,
  type Step,
} from "./group.ts";

/** Starts a rebalance: members whose SyncGroup is pending are told to join again. */
export function prepareRebalance(group: Group, now: number): Step {
  if (group.phase === "preparing") return { group, answers: [] };
  const answers: Answer[] = [];
  const members = new Map<string, Member>();
  for (const member of group.members.values()) {
    if (member.syncing !== undefined) {
      answers.push(
        answerSync(group, member.syncing, { errorCode: ErrorCode.REBALANCE_IN_PROGRESS }),
      );
    }
    members.set(member.id, { ...member, syncing: undefined });
  }
  const longest = Math.max(...[...members.values()].map((member) => member.rebalanceTimeoutMs));
  return {
    group: { ...group, phase: "preparing", members, rebalanceEndsAt: now + longest },
    answers,
  };
}

/** Completes the join phase if every known member has joined or the time is up. */
export function completeJoin(group: Group, now: number): Step {
  if (group.phase !== "preparing") return { group, answers: [] };
  const everyone = [...group.members.values()];
  const joined = everyone.filter((member) => member.joining !== undefined);
  const timeIsUp = now >= group.rebalanceEndsAt;
  // A member with a newly issued id is about to join: completing without it would only cause a second rebalance.
  if ((joined.length < everyone.length || group.promised.size > 0) && !timeIsUp) {
    return { group, answers: [] };
  }
  if (joined.length === 0) return { group: emptied(group), answers: [] };
  const longest = Math.max(...joined.map((member) => member.rebalanceTimeoutMs));
  const leader = joined.find(({ id }) => id === group.leader) ?? joined[0];
  const next: Group = {
    ...group,
    phase: "completing",
    generation: group.generation + 1,
    protocolName: chooseProtocol(joined),
    leader: leader?.id ?? null,
    members: new Map(joined.map((member) => {
      return [member.id, {
        ...renewed(member, now),
        joining: undefined,
        assignment: new Uint8Array(),
      }];
    })),
    rebalanceEndsAt: now + longest,
  };
  const answers = joined.flatMap((member) =>
    member.joining === undefined ? [] : [answerJoin(next, member, { ticket: member.joining })]
  );
  return { group: next, answers };
}

/** The group after its last member has left; the generation keeps counting. */
export function emptied(group: Group): Group {
  return {
    ...group,
    phase: "empty",
    members: new Map(),
    leader: null,
    protocolName: null,
    rebalanceEndsAt: Infinity,
  };
}

/** Removes members and starts a rebalance of the others. */
export function withoutMembers(group: Group, ids: ReadonlySet<string>, now: number): Step {
  const answers: Answer[] = [];
  const members = new Map(group.members);
  for (const id of ids) {
    const member = members.get(id);
    members.delete(id);
    if (member?.syncing !== undefined) {
      answers.push(
        answerSync(group, member.syncing, { errorCode: ErrorCode.UNKNOWN_MEMBER_ID }),
      );
    }
  }
  if (members.size === group.members.size) return { group, answers };
  const rest = { ...group, members };
  if (members.size === 0) return { group: emptied(rest), answers };
  const prepared = prepareRebalance(rest, now);
  const completed = completeJoin(prepared.group, now);
  return {
    group: completed.group,
    answers: [...answers, ...prepared.answers, ...completed.answers],
  };
}

/** Names of the protocols that all members support. */
export function commonProtocols(
  members: readonly Pick<Member, "protocols">[],
): ReadonlySet<string> {
  const [first, ...others] = members.map(({ protocols }) =>
    new Set(protocols.map(({ name }) => name))
  );
  return others.reduce((common, names) => common.intersection(names), first ?? new Set<string>());
}

/** Each member votes for the first protocol on its list that all members support; most votes win. */
function chooseProtocol(members: readonly Member[]): string | null {
  const common = commonProtocols(members);
  const votes = new Map<string, number>();
  for (const { protocols } of members) {
    const choice = protocols.find(({ name }) => common.has(name));
    if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
  }
  const [winner] = [...votes].sort(([, a], [, b]) => b - a);
  return winner?.[0] ?? null;
}
