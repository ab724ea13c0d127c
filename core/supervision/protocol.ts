/**
 * What the supervisor and a worker say to each other: control only, never records.
 *
 * The life of a worker, as its supervisor sees it:
 *
 *     starting ──ready──▶ ready ──drain──▶ draining ──stopped──▶ stopped
 *         └──────────────failed────────────────┴──▶ failed (restarted with backoff unless permanent)
 */

/** Supervisor → worker. */
export type Command =
  /** `again`: it has been ready before, so what it needs has been there, and is away for a while at most. */
  | { readonly type: "start"; readonly config: unknown; readonly isRestart?: boolean }
  | { readonly type: "drain" };

/** How loud a notice is. */
export type Level = "info" | "warning" | "error";

/** Numbers and words about a worker, by a name that reads well on a status line (`posts`, `lag`, `spooled`). */
export type Stats = Readonly<Record<string, number | string>>;

/** Worker → supervisor. */
export type Report =
  /** Sent every {@linkcode HEARTBEAT_MS}, whatever the worker does. */
  | { readonly type: "beat" }
  /** The worker does its job from now on; `facts` holds what others need of it (`port`, `url`). */
  | { readonly type: "ready"; readonly stats: Stats }
  /** Running totals; the last report wins. */
  | { readonly type: "status"; readonly stats: Stats }
  /** One line for a person. */
  | { readonly type: "log"; readonly level: Level; readonly text: string }
  /** The end as it should be: all is finished, committed and closed. */
  | { readonly type: "stopped"; readonly stats: Stats }
  /** The end as it should not be. `permanent`: a restart cannot help. */
  | {
    readonly type: "failed";
    readonly message: string;
    readonly permanent: boolean;
    readonly exitCode: 1 | 2;
    /** Addresses (`host:port`) that a server pointed to and that the worker's permissions do not hold. */
    readonly needs?: readonly string[];
  };

/** Each beat wakes two threads, of every worker there is. */
export const HEARTBEAT_MS = 1_000;
