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
const TRIES = 10;
const TRY_EVERY_MS = 20;

/** Takes the lock on `path` and leaves this process's id in `path + ".pid"`, or says who has it. */
export async function lock(path: string): Promise<Lock | Taken> {
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  try {
    for (let attempt = 1; !await file.tryLock(true); attempt++) {
      if (attempt === TRIES) {
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
