import { sleep } from "./sleep.ts";

/** How delays between attempts grow. */
export interface Backoff {
  /** Delay after the first failure; it doubles with each further failure in a row. */
  readonly firstMs: number;
  readonly maxMs: number;
  /**
   * The share of a delay that is random, 0.5 by default: clients that lost a server together must not all return at
   * the same moment. 0 is a fixed delay, 1 is anything from 0 to the full delay.
   */
  readonly jitter?: number;
}

/**
 * Between attempts to reach Kafka or PostgreSQL again. So short, however long the outage, that its end is said within 5 s:
 * 3 s of delay, and what the attempt itself takes.
 */
export const OUTAGE_BACKOFF: Backoff = { firstMs: 200, maxMs: 3_000 };

/** The delay after `failures` failures in a row (from 1). `random` is in [0, 1). */
export function backoffMs(
  failures: number,
  { firstMs, maxMs, jitter = 0.5 }: Backoff,
  random: number = Math.random(),
): number {
  const fullMs = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(fullMs * (1 - jitter * (1 - random)));
}

/** Ends each wait between two attempts of this thread. */
const waits = new Set<() => void>();

/** Ends the current waits between attempts in this thread: what they wait for may be back. */
export function retryNow(): void {
  for (const end of [...waits]) end();
}

/** Waits before the next attempt: `ms`, or until aborted, or until {@linkcode retryNow}. */
export async function waitToRetry(ms: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const end = () => over.abort();
  waits.add(end);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    await sleep(ms, over.signal);
  } finally {
    waits.delete(end);
    signal.removeEventListener("abort", end);
  }
}

/** One attempt of {@linkcode retry}. */
export interface Attempt {
  /** Failures in a row before this attempt. */
  readonly failures: number;
  /** Counts the next failure as the first again: the attempt has got as far as it should. */
  reset(): void;
}

export interface RetryOptions {
  readonly backoff: Backoff;
  /** Ends the wait between attempts; after it no further attempt is made. */
  readonly signal: AbortSignal;
  /**
   * Called after each failed attempt with the number of failures in a row, also when `signal` has been aborted. Throws
   * what another attempt cannot mend, which ends {@linkcode retry}; "stop" ends it without a result.
   */
  readonly onFailure: (error: unknown, failures: number) => void | "stop";
  /** Waits `ms`, or until aborted; replaced by tests. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number in [0, 1) for each delay; replaced by tests. */
  readonly random?: () => number;
}

/**
 * Runs `work` until it succeeds, with a growing delay after each failure. The first attempt is always made.
 *
 * @returns its result, or undefined if `signal` or `onFailure` ended it first
 */
export async function retry<Result>(
  work: (attempt: Attempt) => Promise<Result>,
  options: RetryOptions,
): Promise<Result | undefined> {
  const { backoff, signal, onFailure } = options;
  const { random = Math.random } = options;
  let failures = 0;
  do {
    try {
      return await work({ failures, reset: () => failures = 0 });
    } catch (error) {
      if (onFailure(error, ++failures) === "stop") return undefined;
    }
    if (signal.aborted) return undefined;
    await (options.sleep ?? waitToRetry)(backoffMs(failures, backoff, random()), signal);
  } while (!signal.aborted);
  return undefined;
}
