import type { Part, Trouble } from "../base/trouble.ts";

/**
 * The messages between the supervisor and a worker: control only, never records.
 *
 * The life of a worker, as its supervisor sees it:
 *
 *     starting ──ready──▶ ready ──drain──▶ draining ──stopped──▶ stopped
 *         └──────────────failed────────────────┴──▶ failed (restarted with backoff unless permanent)
 */

/** Supervisor → worker. */
export type Command =
  /** `isRestart`: the worker has been ready before, so the servers it needs exist and are away temporarily at most. */
  | { readonly type: "start"; readonly config: unknown; readonly isRestart?: boolean }
  | { readonly type: "drain" }
  /** Another part has found what this worker waits for (a server that is back): it is to try again at once. */
  | { readonly type: "retry" }
  /** The parts of the process that are not well now, to a worker that shows them. */
  | { readonly type: "health"; readonly unwell: Unwell };

/** The parts that are not well, by name. */
export type Unwell = readonly (readonly [part: Part, state: Trouble["state"]])[];

/** Severity of a log line. */
export type Level = "info" | "warning" | "error";

/** Figures of a worker, by the name that the status line shows (`posts`, `lag`, `spooled`). */
export type Stats = Readonly<Record<string, number | string>>;

/** Worker → supervisor. */
export type Report =
  /** Sent every {@linkcode HEARTBEAT_MS} while the event loop runs, and when the troubles change: all that last now. */
  | { readonly type: "beat"; readonly troubles?: readonly Trouble[] }
  /** The worker does its job from now on; `stats` holds what others need to know (`port`, `url`). */
  | { readonly type: "ready"; readonly stats: Stats }
  /** Running totals; the last report wins. */
  | { readonly type: "status"; readonly stats: Stats }
  /** One line for a person. */
  | { readonly type: "log"; readonly level: Level; readonly text: string }
  /** A regular end: everything is finished, committed and closed. */
  | { readonly type: "stopped"; readonly stats: Stats }
  /** An end by an error. `permanent`: a restart cannot help. */
  | {
    readonly type: "failed";
    readonly message: string;
    readonly permanent: boolean;
    readonly exitCode: 1 | 2;
    /** Addresses (`host:port`) that a server pointed to and for which the worker has no permission. */
    readonly needs?: readonly string[];
  };

/** Not shorter than needed: each heartbeat wakes the worker and the supervisor. */
export const HEARTBEAT_MS = 1_000;
