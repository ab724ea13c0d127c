import type { Binaries } from "./binaries.ts";
import { parsePostmasterFile, type PostmasterFile } from "./postmaster_file.ts";
import { asUser, type ServerUser, SHELL } from "./run_shell.ts";
import type { ServerLog } from "./server_log.ts";

// Fits the supervisor's 2.5 s for this stage. If the checkpoint does not finish, the next start recovers from the WAL.
const FAST_MS = 2_000;
const IMMEDIATE_MS = 5_000;
const POLL_INTERVAL_MS = 5;

/** Parameters of a server process. */
export interface ServerStart {
  readonly binaries: Binaries;
  readonly data: string;
  readonly configFile: string;
  readonly log: ServerLog;
  readonly user: ServerUser | undefined;
}

/**
 * A running postmaster.
 *
 *     starting (or recovering) ──ready()──▶ ready ──stop()──▶ exited
 *
 * It runs in its own session, so that Ctrl-C at the terminal reaches only the supervisor. A guard, a shell that waits for the
 * end of its standard input, stops the server like `stop()` when this process ends in any way.
 */
export class ServerProcess {
  readonly #child: Deno.ChildProcess;
  readonly #guard: Deno.ChildProcess | undefined;
  readonly #start: ServerStart;
  /** Resolves when the postmaster has exited. */
  readonly exited: Promise<Deno.CommandStatus>;

  constructor(start: ServerStart) {
    this.#start = start;
    this.#child = spawnServer(start);
    this.#guard = spawnGuard(start, this.#child.pid);
    this.exited = this.#child.status.then(async (status) => {
      await this.#endGuard();
      return status;
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Waits until the server accepts connections, without a timeout, because recovery may take long.
   *
   * @returns false if it ended instead
   */
  async ready(signal?: AbortSignal): Promise<boolean> {
    let gone = false;
    void this.exited.then(() => gone = true);
    while (!gone) {
      signal?.throwIfAborted();
      const file = await readPostmasterFile(this.#start.data);
      if (file?.pid === this.pid && file.status === "ready") return true;
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    }
    return false;
  }

  /** Stops the server: disconnects its clients and writes a checkpoint; if that takes too long, stops it without one. */
  async stop(): Promise<void> {
    await this.#signal("INT");
    if (await this.#exitsWithin(FAST_MS)) return;
    await this.#signal("QUIT");
    if (await this.#exitsWithin(IMMEDIATE_MS)) return;
    await this.#signal("KILL");
    await this.exited;
  }

  async #signal(name: "INT" | "QUIT" | "KILL"): Promise<void> {
    if (Deno.build.os === "windows") {
      const args = ["kill", name, String(this.pid)];
      await new Deno.Command(this.#start.binaries.pgCtl, { args }).output();
      return;
    }
    try {
      this.#child.kill(`SIG${name}`);
    } catch {
      // It is gone already.
    }
  }

  async #exitsWithin(ms: number): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((resolve) => timer = setTimeout(resolve, ms, false));
    try {
      return await Promise.race([this.exited.then(() => true), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #endGuard(): Promise<void> {
    if (this.#guard === undefined) return;
    try {
      this.#guard.kill("SIGKILL");
    } catch {
      // It is gone already.
    }
    await this.#guard.stdin.close().catch(() => {});
    await this.#guard.status;
  }
}

async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await Deno.readTextFile(`${data}/postmaster.pid`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function spawnServer({ binaries, data, configFile, log, user }: ServerStart): Deno.ChildProcess {
  const args = ["-D", data, "-c", `config_file=${configFile}`];
  const command = Deno.build.os === "windows"
    ? new Deno.Command(binaries.postgres, { args, stdin: "null", stdout: "null", stderr: "null" })
    : new Deno.Command(SHELL, {
      args: ["-c", INTO_LOG, "sh", log.path, binaries.postgres, ...args],
      ...asUser(user),
      detached: true,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    });
  return command.spawn();
}

// The server writes its log itself: this keeps working after this process has ended, and never blocks on an unread pipe.
const INTO_LOG = `log=$1; shift; exec "$@" >>"$log" 2>&1`;

function spawnGuard({ data, user }: ServerStart, pid: number): Deno.ChildProcess | undefined {
  if (Deno.build.os === "windows") return undefined; // the next start stops an orphaned server
  return new Deno.Command(SHELL, {
    args: ["-c", GUARD, "sh", String(pid), data],
    ...asUser(user),
    detached: true,
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

// Compares the pid file first, because the number may belong to another process by now. A recovering server handles the fast
// stop only after recovery, so the guard does not wait for that.
const GUARD = `
read -r _
is_ours() { read -r pid <"$2/postmaster.pid" && [ "$pid" = "$1" ]; }
is_ours "$@" || exit
kill -INT "$1"
for _ in 1 2 3; do sleep 1; is_ours "$@" || exit; done
kill -QUIT "$1"`;
