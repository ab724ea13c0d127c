import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { type Backoff, retry } from "../base/retry.ts";
import { verdictOn } from "./postgres_verdict.ts";

export interface DatabaseOutageOptions {
  /** Ends the retries and the current attempt. */
  readonly signal: AbortSignal;
  /** Logs when the database is away, again while it stays away, and when it is back. */
  readonly log?: Notice;
  /** Do not log outages shorter than this: another worker does. */
  readonly patienceMs?: number;
  /** Whether this process has used the database before (the default): see `verdictOn`. */
  readonly usedBefore?: boolean;
}

const BACKOFF: Backoff = { firstMs: 200, maxMs: 5_000 };
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
  { signal, log, patienceMs = 0, usedBefore = true }: DatabaseOutageOptions,
): Promise<Result | undefined> {
  if (signal.aborted) return undefined;
  const teller = new OutageTeller(log, { patienceMs });
  return await retry(async ({ reset }) => {
    const startedAt = performance.now();
    const reached = () => {
      reset();
      teller.over("PostgreSQL is back");
    };
    try {
      const result = await orAborted(work(reached), signal);
      reached();
      return result;
    } catch (error) {
      if (performance.now() - startedAt > STEADY_MS) {
        reset();
        teller.over();
      }
      throw error;
    }
  }, {
    backoff: BACKOFF,
    signal,
    onFailure: (error) => {
      if (signal.aborted) return;
      const { type } = verdictOn(error, { usedBefore, command: "pipeline" });
      if (type === "permanent" || type === "fault" || type === "data") throw error;
      teller.failed(messageOf(error), "Trying again until it is back");
    },
  });
}
