import type { PostgresConnection } from "../../core/config/connections.ts";
import { PermanentError } from "../../core/base/errors.ts";
import { takeFolder } from "../../core/home/home.ts";
import { lock } from "../../core/home/lock.ts";
import { storageError } from "../../core/home/storage_error.ts";
import { writeFileAtomically } from "../../core/base/atomic_file.ts";
import { layDown } from "./binaries.ts";
import { openCluster } from "./cluster.ts";
import { connectionWith } from "./connection.ts";
import { endOrphanedServer } from "./orphaned_server.ts";
import { findPackage } from "./package_directory.ts";
import type { ServerUser } from "./run_shell.ts";
import { lastWords, openServerLog } from "./server_log.ts";
import { ServerProcess, type ServerStart } from "./server_process.ts";
import { checkReachable, serverUser } from "./server_user.ts";
import { HBA, LOCAL_SETTINGS, serverSettings } from "./settings.ts";

/** A running embedded PostgreSQL server. Disposing it stops the server. */
export interface EmbeddedPostgres extends AsyncDisposable {
  readonly connection: PostgresConnection;
  /** Version of PostgreSQL and its package, such as `18.4.0-beta.17-linux-x64`. */
  readonly version: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Resolves, also after a stop, to the reason why the server ended. */
  readonly exited: Promise<string>;
}

/** Options of {@linkcode startPostgres}. */
export interface StartOptions {
  /** The state directory; the server lives in its folder `postgres`. */
  readonly home: string;
  /** Undefined: the port of the last start if it is free, else a free one. */
  readonly port?: number | undefined;
  /** Cancels the start. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for another process that holds the folder, ms; absent: a moment. */
  readonly waitMs?: number;
  /** Receives log lines. */
  readonly warn?: (text: string) => void;
  /** Folder of the copied programs; undefined: beside the data. */
  readonly binariesIn?: string;
  /** Additional PostgreSQL settings, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Attempts to find a port: another process may take it before the server does. */
const PORT_TRIES = 3;

/**
 * Starts the embedded PostgreSQL: copies the programs and creates the cluster if missing, stops an orphaned server, and waits
 * until the server accepts connections.
 *
 * @throws {PermanentError} with the remedy, if a retry cannot help
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const source = findPackage();
  const { folder, user } = await prepareFolder(options.home);
  const held = await lock(`${folder}/lock`, options.waitMs);
  if ("takenBy" in held) {
    if (held.takenBy === Deno.pid && options.waitMs !== undefined) {
      throw new PermanentError(
        "Cannot start the embedded PostgreSQL again: its launcher hangs in this process. Start Trunkline again",
      );
    }
    throw new PermanentError(
      `Cannot start the embedded PostgreSQL in ${folder}: process ${
        held.takenBy ?? "unknown"
      } has it. ` +
        `Stop that one, or set TRUNKLINE_HOME to another folder`,
    );
  }
  try {
    const binaries = await layDown(source, options.binariesIn ?? folder, options.signal);
    options.signal?.throwIfAborted();
    const left = await endOrphanedServer(`${folder}/data`, options.signal);
    if (left !== undefined) options.warn?.(left);
    const cluster = await openCluster({
      binaries,
      folder,
      user,
      major: source.major,
      signal: options.signal,
    });
    options.signal?.throwIfAborted();
    const { server, port, exited } = await startServer(options, folder, {
      binaries,
      data: cluster.data,
      configFile: `${folder}/postgresql.conf`,
      user,
    });
    void exited.then(() => held[Symbol.dispose]());
    return {
      connection: connectionWith(cluster.password, port),
      version: source.name,
      pid: server.pid,
      exited,
      [Symbol.asyncDispose]: async () => {
        await server.stop();
        await exited;
      },
    };
  } catch (error) {
    held[Symbol.dispose]();
    throw error;
  }
}

/** Creates the folder `postgres` in the home, and determines the server's user. */
async function prepareFolder(
  home: string,
): Promise<{ folder: string; user: ServerUser | undefined }> {
  try {
    await Deno.mkdir(`${home}/postgres`, { recursive: true, mode: 0o700 });
    const root = await Deno.realPath(home);
    const folder = `${root}/postgres`;
    const user = await serverUser(`${folder}/data`);
    if (user !== undefined) {
      // The server's user may pass through root's folders, but not list them; secret files in them have mode 0600.
      await Deno.chmod(root, ((await Deno.stat(root)).mode ?? 0o700) & 0o7777 | 0o011);
      await takeFolder(folder, 0o711);
      await checkReachable(folder, user);
    } else await takeFolder(folder, 0o700);
    return { folder, user };
  } catch (error) {
    throw storageError(`prepare ${home}/postgres`, error);
  }
}

async function startServer(
  options: StartOptions,
  folder: string,
  start: Omit<ServerStart, "log">,
): Promise<{ server: ServerProcess; port: number; exited: Promise<string> }> {
  for (let attempt = 1;; attempt++) {
    const port = options.port ?? freePort(attempt === 1 ? await lastPort(folder) : 0);
    const log = await prepareStart(options, folder, port, start.user);
    const server = new ServerProcess({ ...start, log });
    const exited = server.exited.then(async ({ code, signal }) =>
      await lastWords(log) ?? `it ended with ${signal ?? `code ${code}`} and no word in its log`
    );
    try {
      if (await server.ready(options.signal)) {
        await rememberPort(folder, port);
        return { server, port, exited };
      }
    } catch (error) {
      await server.stop();
      throw error;
    }
    const why = await exited;
    const isTaken = /could not bind|any TCP\/IP sockets/.test(why);
    if (isTaken && options.port === undefined && attempt < PORT_TRIES) continue;
    throw startError(why, isTaken ? port : undefined, log.path);
  }
}

/** Writes the settings and opens the log. */
async function prepareStart(
  options: StartOptions,
  folder: string,
  port: number,
  user: ServerUser | undefined,
) {
  try {
    const hba = `${folder}/pg_hba.conf`;
    const settings = { port, hba, extra: options.settings ?? {} };
    await writeFileAtomically(hba, HBA, { mode: 0o644 });
    await writeFileAtomically(`${folder}/postgresql.conf`, serverSettings(settings), {
      mode: 0o644,
    });
    await Deno.writeTextFile(`${folder}/local.conf`, LOCAL_SETTINGS, {
      mode: 0o644,
      createNew: true,
    })
      .catch((error: unknown) => {
        if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      });
    return await openServerLog(folder, user);
  } catch (error) {
    throw storageError(`write in ${folder}`, error);
  }
}

function startError(why: string, takenPort: number | undefined, log: string): Error {
  if (takenPort !== undefined) {
    return new PermanentError(
      `Cannot start the embedded PostgreSQL: port ${takenPort} is in use. ` +
        `Stop the program that listens there, or choose another port`,
      { exitCode: 2 },
    );
  }
  if (/No space left on device/.test(why)) {
    return new PermanentError(
      `Cannot start the embedded PostgreSQL: the disk is full (${why}). Make room, and start again`,
    );
  }
  return new Error(`Cannot start the embedded PostgreSQL: ${why}. The log is ${log}`);
}

/** The port of the last start, so that saved addresses keep working. */
async function lastPort(folder: string): Promise<number | undefined> {
  const port = Number(await Deno.readTextFile(`${folder}/port`).catch(() => ""));
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

async function rememberPort(folder: string, port: number): Promise<void> {
  if (await lastPort(folder) === port) return;
  await writeFileAtomically(`${folder}/port`, `${port}\n`, { mode: 0o644 });
}

/** A free loopback port: `wanted` if it is free. */
function freePort(wanted = 0): number {
  try {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: wanted });
    return listener.addr.port;
  } catch (error) {
    if (wanted !== 0 && error instanceof Deno.errors.AddrInUse) return freePort();
    throw error;
  }
}
