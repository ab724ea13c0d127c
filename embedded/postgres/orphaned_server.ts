import { PermanentError } from "../../core/base/errors.ts";
import { parsePostmasterFile } from "./postmaster_file.ts";
import { runShell } from "./run_shell.ts";

const FAST_MS = 4_000;
const IMMEDIATE_MS = 5_000;
const POLL_INTERVAL_MS = 50;

/**
 * Stops the server that a killed Trunkline has left running in this data directory, and removes its `postmaster.pid`.
 *
 * The server is stopped and started again rather than adopted, because only the end of a child process is noticed at once.
 * The caller holds the folder's lock, so that any server here is orphaned.
 *
 * `postmaster.pid` alone proves nothing. PostgreSQL refuses to start while a process with that number exists, which may be a
 * zombie, or after a reboot or in a new container an unrelated process. So the working directories of processes are compared:
 * exactly the processes of a cluster have its data directory as theirs.
 *
 * @returns a log line if a server was running
 */
export async function endOrphanedServer(
  data: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (Deno.build.os === "windows") return undefined; // relies on PostgreSQL's own check
  const postmaster = await readPostmaster(data);
  if (postmaster === undefined) return undefined;
  const running = await processesIn(data);
  if (running.length === 0) {
    await removeStale(data);
    return undefined;
  }
  const asked = running.includes(postmaster) ? [postmaster] : running;
  // Backends without a postmaster do not support a fast stop; the cluster recovers from its WAL either way.
  if (asked !== running && await ended(data, asked, "SIGINT", FAST_MS, signal)) {
    return prepared(data);
  }
  if (await ended(data, asked, "SIGQUIT", IMMEDIATE_MS, signal)) return prepared(data);
  if (await ended(data, await processesIn(data), "SIGKILL", IMMEDIATE_MS, signal)) {
    return prepared(data);
  }
  throw new PermanentError(
    `Cannot start the embedded PostgreSQL: processes ${
      (await processesIn(data)).join(", ")
    } of an earlier one ` +
      `do not end. Restart the machine, or set TRUNKLINE_HOME to another folder`,
  );
}

async function prepared(data: string): Promise<string> {
  await removeStale(data);
  return "stopped a PostgreSQL that an earlier Trunkline had left running";
}

/** Signals the processes and waits until none works in the data directory. */
async function ended(
  data: string,
  pids: readonly number[],
  name: "SIGINT" | "SIGQUIT" | "SIGKILL",
  withinMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  for (const pid of pids) {
    try {
      Deno.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
    signal?.throwIfAborted();
    if ((await processesIn(data)).length === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return false;
}

/** Live processes (zombies have no working directory) of the cluster. */
async function processesIn(data: string): Promise<number[]> {
  const script = Deno.build.os === "linux" ? IN_PROC : IN_PS;
  const { stdout } = await runShell(script, [data]);
  return stdout.split("\n").map(Number).filter((pid) => pid > 0);
}

// Uses a shell, because Deno allows reading /proc only with all permissions.
const IN_PROC = `
for process in /proc/[0-9]*; do
  [ "$process/cwd" -ef "$1" ] && echo "\${process#/proc/}"
done`;

// macOS: the postmaster was started with its data directory as an argument; its backends end by themselves.
const IN_PS = `
ps -axo pid=,command= | while read -r pid command; do
  case $command in *"postgres -D $1 "*) echo "$pid" ;; esac
done`;

async function readPostmaster(data: string): Promise<number | undefined> {
  try {
    return parsePostmasterFile(await Deno.readTextFile(`${data}/postmaster.pid`))?.pid ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function removeStale(data: string): Promise<void> {
  try {
    await Deno.remove(`${data}/postmaster.pid`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
