import { messageOf, PermanentError } from "../../../errors.ts";

/**
 * Takes a data directory for this process, and makes it if it is not there. The lock is the kernel's, on the file `lock`,
 * and goes with the process however that ends.
 */
export function lockDirectory(directory: string): Disposable {
  let file: Deno.FsFile;
  try {
    Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
    file = Deno.openSync(`${directory}/lock`, { create: true, write: true });
  } catch (error) {
    throw new PermanentError(
      `Cannot keep Kafka data in ${directory}: ${messageOf(error)}. ` +
        "Set TRUNKLINE_HOME to a directory that this user may write.",
      { exitCode: 2, cause: error },
    );
  }
  if (!file.tryLockSync(true)) {
    file.close();
    throw new PermanentError(
      `Cannot start the embedded Kafka broker: another one uses ${directory}. ` +
        "Stop it, or set TRUNKLINE_HOME to another directory.",
    );
  }
  return { [Symbol.dispose]: () => file.close() };
}
