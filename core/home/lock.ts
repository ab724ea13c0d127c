/** Exclusive use of a folder: a file lock of the operating system, which ends with the process, also by SIGKILL. */
export interface Lock extends Disposable {
  /** Releases the lock. */
  [Symbol.dispose](): void;
}

/** Another process holds the lock; `takenBy` is its id, if it could be read. */
export interface LockTaken {
  readonly takenBy: number | undefined;
}

/** {@linkcode isLocked} holds the lock for an instant; the owner waits that long before it gives up. */
const WAIT_MS = 200;
const RETRY_INTERVAL_MS = 20;

/**
 * How long a restarted worker waits for the lock of its predecessor, ms. A terminated thread releases its locks at the
 * next turn of its event loop; a thread in a busy loop never does (Deno 2.9.6).
 */
export const PREDECESSOR_WAIT_MS = 10_000;

/** Locks `path` and writes this process's id to `path + ".pid"`; returns the holder if that fails for `waitMs`. */
export async function lock(path: string, waitMs = WAIT_MS): Promise<Lock | LockTaken> {
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  try {
    const until = performance.now() + waitMs;
    while (!await file.tryLock(true)) {
      if (performance.now() >= until) {
        file.close();
        return { takenBy: await pidIn(`${path}.pid`) };
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL_MS));
    }
    // In a file of its own: on Windows a locked file cannot be read.
    await Deno.writeTextFile(`${path}.pid`, `${Deno.pid}\n`, { mode: 0o600 });
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}

/** Whether any process holds the lock on `path` now. */
export async function isLocked(path: string): Promise<boolean> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  using _ = file;
  return !await file.tryLock(false);
}

async function pidIn(path: string): Promise<number | undefined> {
  const pid = Number(await Deno.readTextFile(path).catch(() => ""));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}
