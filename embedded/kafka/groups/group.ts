import { ErrorCode } from "../protocol/error_code.ts";

/**
 * State of a consumer group in Kafka's classic protocol. Pure: each input comes with the time (milliseconds) and returns the
 * answers to send, so that tests can run every interleaving of members.
 *
 *     empty ──join──▶ preparing ──all joined, or the time is up──▶ completing ──leader's sync──▶ stable
 *       ▲                 ▲                                            │                          │
 *       │                 └──────── join, leave, a silent member ──────┴──────────────────────────┘
 *       └── the last member goes
 */
export type GroupPhase = "empty" | "preparing" | "completing" | "stable";

/** Identifies a request that is answered later. */
export type Ticket = number;

export interface Protocol {
  readonly name: string;
  readonly metadata: Uint8Array;
}

export interface Member {
  readonly id: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocols: readonly Protocol[];
  readonly assignment: Uint8Array;
  /** When it is removed unless it sends something before. */
  readonly expiresAt: number;
  /** Its pending JoinGroup, which waits for the other members. */
  readonly joining: Ticket | undefined;
  /** Its pending SyncGroup, which waits for the leader. */
  readonly syncing: Ticket | undefined;
}

export interface Group {
  readonly phase: GroupPhase;
  readonly generation: number;
  readonly protocolType: string;
  readonly protocolName: string | null;
  readonly leader: string | null;
  readonly members: ReadonlyMap<string, Member>;
  /** Member ids that were issued but have not joined yet, with their expiry. */
  readonly promised: ReadonlyMap<string, number>;
  /** When a rebalance continues without the members that have not joined. */
  readonly rebalanceEndsAt: number;
}

export const NEW_GROUP: Group = {
  phase: "empty",
  generation: 0,
  protocolType: "",
  protocolName: null,
  leader: null,
  members: new Map(),
  promised: new Map(),
  rebalanceEndsAt: Infinity,
};

export interface JoinAnswer {
  readonly type: "join";
  readonly ticket: Ticket;
  readonly errorCode: ErrorCode;
  readonly generation: number;
  readonly protocolName: string | null;
  readonly leader: string;
  readonly memberId: string;
  /** Tells the leader to keep the assignment: a static member came back and nothing has changed. */
  readonly skipAssignment: boolean;
  /** All members for the leader; empty for followers. */
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly metadata: Uint8Array;
  }[];
}

export interface SyncAnswer {
  readonly type: "sync";
  readonly ticket: Ticket;
  readonly errorCode: ErrorCode;
  readonly protocolName: string | null;
  readonly assignment: Uint8Array;
}

export type Answer = JoinAnswer | SyncAnswer;

/** The group after an input, and the answers to send now. */
export interface Step {
  readonly group: Group;
  readonly answers: readonly Answer[];
}

const NOTHING = new Uint8Array();

export function refuseJoin(ticket: Ticket, errorCode: ErrorCode, memberId: string): JoinAnswer {
  return {
    type: "join",
    ticket,
    errorCode,
    generation: -1,
    protocolName: null,
    leader: "",
    memberId,
    skipAssignment: false,
    members: [],
  };
}

export function answerSync(
  group: Group,
  ticket: Ticket,
  { errorCode = ErrorCode.NONE, assignment = NOTHING }: {
    errorCode?: ErrorCode;
    assignment?: Uint8Array;
  },
): SyncAnswer {
  return { type: "sync", ticket, errorCode, protocolName: group.protocolName, assignment };
}

/** The JoinGroup answer to a member, describing its generation. */
export function answerJoin(
  group: Group,
  member: Member,
  { ticket, skipAssignment = false }: { ticket: Ticket; skipAssignment?: boolean },
): JoinAnswer {
  const leads = group.leader === member.id;
  return {
    type: "join",
    ticket,
    errorCode: ErrorCode.NONE,
    generation: group.generation,
    protocolName: group.protocolName,
    leader: group.leader ?? "",
    memberId: member.id,
    skipAssignment,
    members: leads ? [...group.members.values()].map((other) => metadataOf(group, other)) : [],
  };
}

function metadataOf(group: Group, member: Member) {
  const chosen = member.protocols.find(({ name }) => name === group.protocolName);
  return {
    memberId: member.id,
    groupInstanceId: member.instanceId,
    metadata: chosen?.metadata ?? NOTHING,
  };
}

/** Checks that a request comes from a current member; a fenced instance is a static member that was replaced. */
export function memberProblem(
  group: Group,
  who: { readonly memberId: string; readonly instanceId: string | null },
): ErrorCode {
  if (who.instanceId !== null) {
    const holder = [...group.members.values()].find(({ instanceId }) =>
      instanceId === who.instanceId
    );
    if (holder === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
    if (holder.id !== who.memberId) return ErrorCode.FENCED_INSTANCE_ID;
  }
  return group.members.has(who.memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
}

/** The group with a member added or replaced. */
export function withMember(group: Group, member: Member): Group {
  return { ...group, members: new Map(group.members).set(member.id, member) };
}

/** The member with its expiry renewed at `now`. */
export function renewed(member: Member, now: number): Member {
  return { ...member, expiresAt: now + member.sessionTimeoutMs };
}
