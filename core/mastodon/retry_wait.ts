import { type Backoff, backoffMs } from "../base/retry.ts";
import type { Trouble } from "./check_server.ts";

/** At the beginning of an outage no wait is longer, so that a server that is back is read again within 5 s … */
const PROBE_MS = 3_000;
/** … for this long; most outages are restarts. */
const PROBE_FOR_MS = 600_000;

/**
 * Whether the server has been away for so short a time that it may be back at any moment, whatever wait it asks for. A
 * refusal is not an outage: only a person ends it.
 */
export function isProbing(trouble: Trouble, awayMs: number): boolean {
  return trouble.type === "later" && awayMs < PROBE_FOR_MS;
}

/**
 * How long to wait before the next attempt, ms: with jitter, growing with `failures` (in a row, from 1). `Retry-After`
 * is a minimum for a 429 only: a start-up page is often gone long before.
 */
export function retryWaitMs(
  trouble: Trouble,
  { failures, awayMs, backoff, random }: {
    readonly failures: number;
    readonly awayMs: number;
    readonly backoff: Backoff;
    /** In [0, 1). */
    readonly random?: number;
  },
): number {
  const maxMs = isProbing(trouble, awayMs) ? Math.min(PROBE_MS, backoff.maxMs) : backoff.maxMs;
  const waitMs = backoffMs(failures, { ...backoff, maxMs }, random);
  return Math.max(waitMs, trouble.type === "later" ? trouble.minimumMs ?? 0 : 0);
}
