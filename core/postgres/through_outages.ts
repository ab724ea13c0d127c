import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { sleep } from "../base/sleep.ts";
import { isOutage } from "./postgres_errors.ts";

export interface DatabaseOutageOptions {
  /** Ends the waiting, and what is under way. */
  readonly signal: AbortSignal;
  /** Told once when the database is away and once when it is back; absent where somebody else tells. */
  readonly notice?: (level: "info" | "warning", text: string) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Work that ran for so long had its database: what ends it is a new outage. */
const STEADY_MS = 30_000;

/**
 * Does a piece of work, from its beginning after each outage of PostgreSQL, for as long as it takes. Rejects with
 * whatever is no outage.
 *
 * @returns its result, or undefined if the signal came first
 */
export async function throughOutages<Result>(
  work: () => Promise<Result>,
  { signal, notice }: DatabaseOutageOptions,
): Promise<Result | undefined> {
  for (let failures = 0; !signal.aborted;) {
    const began = performance.now();
    try {
      const result = await orAborted(work(), signal);
      if (failures > 0) notice?.("info", "PostgreSQL is back");
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isOutage(error)) throw error;
      if (performance.now() - began > STEADY_MS) failures = 0;
      if (failures++ === 0) {
        notice?.("warning", `${messageOf(error)}. Trying again until it is back`);
      }
      await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures), signal);
    }
  }
  return undefined;
}
