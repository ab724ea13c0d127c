import { messageOf } from "../base/errors.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { sleep } from "../base/sleep.ts";
import { codeOf } from "./storage_error.ts";

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
  while (!signal.aborted) {
    try {
      const result = await work();
      teller.over("There is room again");
      return result;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      teller.failed(messageOf(error), "Trying again until there is room");
      await sleep(pauseMs, signal);
    }
  }
  return undefined;
}

/** Whether an error, in the system's words or ours, is that the disk (or our part of it) is full. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/ENOSPC|EDQUOT/.test(codeOf(error) ?? "")) return true;
  return /disk is full|No space left on device/.test(error.message) || isDiskFull(error.cause);
}
