import type { Protocol, Ticket } from "./group.ts";

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
  /** A heartbeat or a commit of a member that `checkMember` accepted. */
  | { readonly type: "heard"; readonly memberId: string }
  /** Whoever waited for this answer is gone. */
  | { readonly type: "hung up"; readonly ticket: Ticket }
  | { readonly type: "tick" };

export type Join = Extract<GroupInput, { type: "join" }>;
export type Sync = Extract<GroupInput, { type: "sync" }>;
