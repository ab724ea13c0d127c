import { codeOf, messageOf } from "../base/errors.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { retry } from "../base/retry.ts";

const PAUSE_MS = 2_000;

/**
 * Runs `work` again each time it fails because the disk is full, until it succeeds or `signal` is aborted. Logs that at
 * once, and at least once a minute. Rejects with every other error.
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

/** Whether an error means that the disk or the quota is full, by its code, its text or its cause. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/ENOSPC|EDQUOT/.test(codeOf(error) ?? "")) return true;
  return /disk is full|No space left on device/.test(error.message) || isDiskFull(error.cause);
}
