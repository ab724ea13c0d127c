import { backoffMs } from "../base/retry.ts";

/** How often a worker may fail before its supervisor gives up. */
export interface RestartPolicy {
  /** Delay before the first restart, in ms; it doubles with each failure within the window. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Failures allowed within {@linkcode windowMs}; one more and the worker has failed for good. */
  readonly budget: number;
  readonly windowMs: number;
}

export const RESTART_POLICY: RestartPolicy = {
  firstDelayMs: 100,
  maxDelayMs: 30_000,
  budget: 10,
  windowMs: 300_000,
};

/**
 * For workers that only read or derive from the tables (dashboard, batch job, scorer), and for refusals that are waited
 * for: restarted without limit, after 30 s at most.
 */
export const VIEW_RESTART_POLICY: RestartPolicy = {
  firstDelayMs: 100,
  maxDelayMs: 30_000,
  budget: Infinity,
  windowMs: 600_000,
};

export type RestartDecision =
  | { readonly type: "restart"; readonly delayMs: number; readonly failures: readonly number[] }
  | { readonly type: "give up"; readonly failures: readonly number[] };

/** Decides what follows a failure at `now` (ms) after those at `failures`, all on one monotonic clock. */
export function onFailure(
  policy: RestartPolicy,
  failures: readonly number[],
  now: number,
): RestartDecision {
  const recent = [...failures.filter((at) => now - at < policy.windowMs), now];
  if (recent.length > policy.budget) return { type: "give up", failures: recent };
  const delayMs = backoffMs(recent.length, {
    firstMs: policy.firstDelayMs,
    maxMs: policy.maxDelayMs,
    jitter: 0, // one supervisor restarts its own workers only
  });
  return { type: "restart", delayMs, failures: recent };
}
