import { codeOf, messageOf } from "../base/errors.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { retry } from "../base/retry.ts";

const PAUSE_MS = 2_000;

/**
 * Does a piece of work, again after each time that the disk had no room for it, until it is done or `signal` is aborted.
 * Says so at once, and at least every minute. Rejects with every other error.
 */
export async function throughFullDisk<Result>(
  work: () => Promise<Result>,
  { signal, log, pauseMs = PAUSE_MS }: {
    readonly signal: AbortSignal;
    readonly log: Notice;
    readonly pauseMs?: number;
  },
): Promise<Result | undefined> {
  const teller = new OutageTeller(log);
  if (signal.aborted) return undefined;
  return await retry(async () => {
    const result = await work();
    teller.over("There is room again");
    return result;
  }, {
    backoff: { firstMs: pauseMs, maxMs: pauseMs },
    signal,
    onFailure: (error) => {
      if (!isDiskFull(error)) throw error;
      teller.failed(messageOf(error), "Trying again until there is room");
    },
  });
}

/** Whether an error, in the system's words or ours, is that the disk (or our part of it) is full. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/ENOSPC|EDQUOT/.test(codeOf(error) ?? "")) return true;
  return /disk is full|No space left on device/.test(error.message) || isDiskFull(error.cause);
}
