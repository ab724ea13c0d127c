/** Exclusive use of a folder: the system's lock on a file, which ends with its process, SIGKILL or not. */
export interface Lock extends Disposable {
  /** Gives the lock up. */
  [Symbol.dispose](): void;
}

/** Somebody else has the lock; `pid` is theirs, where they left it. */
export interface Taken {
  readonly takenBy: number | undefined;
}

/** A glance of {@linkcode isLocked} holds the lock for an instant, which must not turn an owner away. */
const PATIENCE_MS = 200;
const TRY_EVERY_MS = 20;

/**
 * How long a worker that was started again waits for the lock of the one before it, ms. Its thread ends, and lets go, at
 * the next turn of its event loop; one that hangs for good never does (Deno 2.9.6: `terminate()` ends no busy loop).
 */
export const PREDECESSOR_MS = 10_000;

/** Takes the lock on `path` and leaves this process's id in `path + ".pid"`, or says who has it after `patienceMs`. */
export async function lock(path: string, patienceMs = PATIENCE_MS): Promise<Lock | Taken> {
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  try {
    const until = performance.now() + patienceMs;
    while (!await file.tryLock(true)) {
      if (performance.now() >= until) {
        file.close();
        return { takenBy: await pidIn(`${path}.pid`) };
      }
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
    // Beside the lock and not in it: Windows lets nobody read a locked file.
    await Deno.writeTextFile(`${path}.pid`, `${Deno.pid}\n`, { mode: 0o600 });
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}

/** Whether some process has the lock on `path` now. */
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
