import { type Lock, lock } from "../../../core/home/lock.ts";
import { messageOf, PermanentError } from "../../../core/base/errors.ts";

/**
 * Locks a data directory for this process, and creates it if missing. The kernel's lock on the file `lock` ends with the
 * process, however it ends.
 *
 * @param waitMs how long to wait for another holder; absent: a moment
 */
export async function lockDirectory(directory: string, waitMs?: number): Promise<Lock> {
  let held: Awaited<ReturnType<typeof lock>>;
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    held = await lock(`${directory}/lock`, waitMs);
  } catch (error) {
    throw new PermanentError(
      `Cannot keep Kafka data in ${directory}: ${messageOf(error).replace(/\.$/, "")}. ` +
        "Set TRUNKLINE_HOME to a directory that this user may write.",
      { exitCode: 2, cause: error },
    );
  }
  if (!("takenBy" in held)) return held;
  throw new PermanentError(
    held.takenBy === Deno.pid && waitMs !== undefined
      ? "Cannot start the embedded Kafka broker again: the one before it hangs in this process. Start Trunkline again"
      : `Cannot start the embedded Kafka broker: another one uses ${directory}. ` +
        "Stop it, or set TRUNKLINE_HOME to another directory.",
  );
}
