import { codeOf, PermanentError } from "../base/errors.ts";
import { type Live, parseLive } from "./live.ts";
import { isLocked, lock } from "./lock.ts";
import { storageError } from "./storage_error.ts";
import { writeFileAtomically } from "../base/atomic_file.ts";

/** The state directory, owned by this process until disposed of. */
export interface Home extends AsyncDisposable {
  /** Absolute, links resolved. */
  readonly path: string;
  /** Writes `live.json` (mode 0600), from which other commands read how to reach what runs here; the last call wins. */
  publish(live: Omit<Live, "pid">): Promise<void>;
  /** Removes `live.json` and releases the lock. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens the state directory (`TRUNKLINE_HOME`) for this process alone, and creates it if missing: closed to other users,
 * ignored by git.
 *
 * @throws {PermanentError} if another supervisor has it, or it cannot be written
 */
export async function openHome(given: string): Promise<Home> {
  const path = await makeHome(given);
  try {
    const held = await lock(`${path}/lock`);
    if ("takenBy" in held) throw alreadyOwned(path, held.takenBy);
    await remove(`${path}/live.json`); // left by a supervisor that was killed
    return {
      path,
      publish: (live) => publish(path, { pid: Deno.pid, ...live }),
      [Symbol.asyncDispose]: async () => {
        using _ = held;
        await remove(`${path}/live.json`);
      },
    };
  } catch (error) {
    throw storageError(`open the state directory ${path}`, error);
  }
}

/** How to reach the Trunkline that runs in the state directory, or undefined if none does. */
export async function readLive(given: string): Promise<Live | undefined> {
  try {
    // The lock decides: after a SIGKILL the file is still there.
    if (!await isLocked(`${given}/lock`)) return undefined;
    return parseLive(await Deno.readTextFile(`${given}/live.json`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw storageError(`look for a running Trunkline in ${given}`, error);
  }
}

async function makeHome(given: string): Promise<string> {
  try {
    const isNew = await isMissing(given);
    await Deno.mkdir(given, { recursive: true, mode: 0o700 });
    const path = await Deno.realPath(given);
    // An existing folder may be read by whoever may read it now; files with secrets and posts have modes of their own.
    if (!isNew) await closeToWriters(path);
    if (isNew) {
      if (Deno.build.os !== "windows") await Deno.chmod(path, 0o700);
      await writeFileAtomically(`${path}/.gitignore`, "*\n", { mode: 0o644 });
    }
    return path;
  } catch (error) {
    throw storageError(`make the state directory ${given}`, error);
  }
}

async function publish(path: string, live: Live): Promise<void> {
  try {
    const text = `${JSON.stringify(live, null, 2)}\n`;
    await writeFileAtomically(`${path}/live.json`, text, { mode: 0o600 });
  } catch (error) {
    throw storageError(`write ${path}/live.json`, error);
  }
}

function alreadyOwned(path: string, pid: number | undefined): PermanentError {
  const owner = pid === undefined ? "another Trunkline" : `another Trunkline (process ${pid})`;
  return new PermanentError(
    `Cannot use the state directory ${path}: ${owner} runs in it. ` +
      `Stop that one, or set TRUNKLINE_HOME to another folder`,
  );
}

/**
 * Makes a folder of the state directory, for its owner alone, whatever the umask is and whoever made it before: posts of
 * other people lie in it.
 *
 * @throws {PermanentError} if it belongs to another user; other errors are the file system's
 */
export async function makePrivateFolder(path: string): Promise<void> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  try {
    await takeFolder(path, 0o700);
  } catch (error) {
    // A full disk is the caller's to wait for.
    if (codeOf(error) !== "EPERM") throw error;
    throw storageError(`keep the folder ${path} for its owner alone`, error);
  }
}

/**
 * Gives a folder this mode. Root takes over one that another user has made before: its maker could read it, whatever its
 * mode, and put programs in place of those that we start. A link of another user's may lead anywhere, and is refused.
 */
export async function takeFolder(path: string, mode: number): Promise<void> {
  if (Deno.build.os === "windows") return;
  const us = Deno.uid();
  const { uid, isSymlink } = await Deno.lstat(path);
  if (uid !== us) {
    if (us !== 0 || isSymlink) {
      throw Object.assign(new Error("EPERM"), { code: "EPERM" });
    }
    await Deno.chown(path, 0, 0);
  }
  await Deno.chmod(path, mode);
}

/** Takes the right to write into a folder from all others: they could put folders of their own in place of ours. */
async function closeToWriters(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  const mode = (await Deno.stat(path)).mode ?? 0o700;
  if ((mode & 0o022) === 0 || (mode & 0o1000) !== 0) return;
  await Deno.chmod(path, mode & 0o7755).catch((error: unknown) => {
    if (codeOf(error) !== "EPERM") throw error;
  });
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return false;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return true;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
