import { PermanentError } from "../core/base/errors.ts";
import { type Lock, lock } from "../core/home/lock.ts";
import { storageError } from "../core/home/storage_error.ts";

/**
 * Makes a spool's folder where it is missing, and takes it for this process: two producers that write into one would
 * send each other's records.
 *
 * @throws {PermanentError} if another producer has it, or it cannot be written
 */
export async function claimSpool(directory: string): Promise<Lock> {
  let held: Awaited<ReturnType<typeof lock>>;
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    held = await lock(`${directory}/lock`);
  } catch (error) {
    throw storageError(`open the spool ${directory}`, error);
  }
  if (!("takenBy" in held)) return held;
  const owner = held.takenBy === undefined
    ? "another producer"
    : `another producer (process ${held.takenBy})`;
  throw new PermanentError(
    `Cannot use the spool ${directory}: ${owner} has it. Stop that one, or set TRUNKLINE_HOME to another folder`,
  );
}
