import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import { OUTAGE_BACKOFF, retry } from "../base/retry.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { verdictOn } from "./postgres_verdict.ts";

export interface DatabaseOutageOptions {
  /** Ends the retries and the current attempt. */
  readonly signal: AbortSignal;
  /** Logs when the database is away, again while it stays away, and when it is back. */
  readonly log?: Notice;
  /** Told while the database is away. */
  readonly trouble?: TellTrouble;
  /** Do not log outages shorter than this: another worker does. */
  readonly graceMs?: number;
  /** Whether this process has used the database before (the default): see `verdictOn`. */
  readonly usedBefore?: boolean;
}

/** Work that ran this long had reached the database: its failure starts a new outage. */
const STEADY_MS = 30_000;

/**
 * Runs `work`, again from its beginning after each outage of PostgreSQL, without a limit of time. Rejects with errors that
 * waiting does not help, as `verdictOn` decides. Long work calls `reached` once the database has answered.
 *
 * @returns its result, or undefined if the signal came first
 */
export async function throughOutages<Result>(
  work: (reached: () => void) => Promise<Result>,
  { signal, log, trouble, graceMs = 0, usedBefore = true }: DatabaseOutageOptions,
): Promise<Result | undefined> {
  if (signal.aborted) return undefined;
  const outageLog = new OutageLog(log, { graceMs, trouble });
  return await retry(async ({ reset }) => {
    const startedAt = performance.now();
    const reached = () => {
      reset();
      outageLog.over("PostgreSQL is back");
    };
    try {
      const result = await orAborted(work(reached), signal);
      reached();
      return result;
    } catch (error) {
      if (performance.now() - startedAt > STEADY_MS) {
        reset();
        outageLog.over();
      }
      throw error;
    }
  }, {
    backoff: OUTAGE_BACKOFF,
    signal,
    onFailure: (error) => {
      if (signal.aborted) return;
      const { type } = verdictOn(error, { usedBefore, command: "pipeline" });
      if (type === "permanent" || type === "fault" || type === "data") throw error;
      outageLog.failed(messageOf(error), "Trying again until it is back");
    },
  });
}
