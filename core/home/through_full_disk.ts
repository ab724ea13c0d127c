import { codeOf, messageOf } from "../base/errors.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import { retry } from "../base/retry.ts";
import type { TellTrouble } from "../base/trouble.ts";

const PAUSE_MS = 2_000;

/**
 * Runs `work` again each time it fails because the disk is full, until it succeeds or `signal` is aborted. Logs that at
 * once, and at least once a minute. Rejects with every other error.
 */
export async function throughFullDisk<Result>(
  work: () => Promise<Result>,
  { signal, log, trouble, pauseMs = PAUSE_MS }: {
    readonly signal: AbortSignal;
    readonly log: Notice;
    readonly trouble?: TellTrouble;
    readonly pauseMs?: number;
  },
): Promise<Result | undefined> {
  const outageLog = new OutageLog(log, { trouble });
  if (signal.aborted) return undefined;
  return await retry(async () => {
    const result = await work();
    outageLog.over("There is room again");
    return result;
  }, {
    backoff: { firstMs: pauseMs, maxMs: pauseMs },
    signal,
    onFailure: (error) => {
      if (!isDiskFull(error)) throw error;
      outageLog.failed(messageOf(error), "Trying again until there is room");
    },
  });
}

/** Whether an error means that the disk or the quota is full, by its code, its text or its cause. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/ENOSPC|EDQUOT/.test(codeOf(error) ?? "")) return true;
  return /disk is full|No space left on device/.test(error.message) || isDiskFull(error.cause);
}
