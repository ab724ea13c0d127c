import type { ServerUser } from "./run_shell.ts";

const ROTATE_AT_BYTES = 4_000_000;
const KEEP = 3;

/** The server's log for one start. */
export interface ServerLog {
  readonly path: string;
  /** Byte position of this start's first line. */
  readonly from: number;
}

/** Opens the log for a start: renames a big one to `server.log.1`, and makes the log writable for the server's user. */
export async function openServerLog(folder: string, user?: ServerUser): Promise<ServerLog> {
  const path = `${folder}/server.log`;
  if (await sizeOf(path) > ROTATE_AT_BYTES) {
    for (let n = KEEP; n > 0; n--) await moveAside(n === 1 ? path : `${path}.${n - 1}`, path, n);
  }
  (await Deno.open(path, { append: true, create: true, mode: 0o600 })).close();
  if (user !== undefined) await Deno.chown(path, user.uid, user.gid);
  return { path, from: await sizeOf(path) };
}

/** The reason why the server ended, from this start's lines of its log; undefined if there is none. */
export async function lastWords(log: ServerLog): Promise<string | undefined> {
  try {
    return lastFatal((await Deno.readTextFile(log.path)).slice(log.from));
  } catch {
    return undefined;
  }
}

/**
 * The last FATAL or PANIC of a log, with its detail; without one, its last line.
 *
 * Includes the LOG line before the FATAL if it has the reason (a port in use, a wrong setting).
 */
export function lastFatal(log: string): string | undefined {
  const lines = log.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const at = lines.findLastIndex((line) => /\b(FATAL|PANIC):/.test(line));
  if (at === -1) return lines.map(withoutPrefix).at(-1);
  const detail = lines.slice(at + 1).find((line) => /\bDETAIL:/.test(line));
  const reason = lines.slice(0, at).findLast((line) =>
    /could not bind|invalid value|unrecognized configuration|syntax error/.test(line)
  );
  return [reason, lines[at], detail].filter((line) => line !== undefined).map(withoutPrefix).join(
    "; ",
  );
}

function withoutPrefix(line: string): string {
  return line.replace(/^.*?\b(LOG|FATAL|PANIC|DETAIL):\s*/, "");
}

async function moveAside(from: string, path: string, n: number): Promise<void> {
  try {
    await Deno.rename(from, `${path}.${n}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
