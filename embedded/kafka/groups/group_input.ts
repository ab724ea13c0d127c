import type { Protocol, Ticket } from "./group.ts";

/** Inputs of the group state machine. */
export type GroupInput =
  | {
    readonly type: "join";
    readonly ticket: Ticket;
    /** Empty for a new member. */
    readonly memberId: string;
    /** The id to issue if the member is new. */
    readonly newMemberId: string;
    /** A new member gets its id first and joins again with it (JoinGroup 4 and later). */
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
  | { readonly type: "active"; readonly memberId: string }
  /** The client of a pending request has disconnected. */
  | { readonly type: "hung up"; readonly ticket: Ticket }
  | { readonly type: "tick" };

export type Join = Extract<GroupInput, { type: "join" }>;
export type Sync = Extract<GroupInput, { type: "sync" }>;
