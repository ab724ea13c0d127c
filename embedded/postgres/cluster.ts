import { PermanentError } from "../../core/base/errors.ts";
import { storageError } from "../../core/home/storage_error.ts";
import { writeFileAtomically } from "../../core/base/atomic_file.ts";
import type { Binaries } from "./binaries.ts";
import { OWNER } from "./connection.ts";
import { asUser, type ServerUser } from "./run_shell.ts";

/** A data directory and its credentials. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

interface Place {
  readonly binaries: Binaries;
  /** Where `data` and `password` are. */
  readonly folder: string;
  readonly user: ServerUser | undefined;
  readonly major: number;
  /** Ends the program that is running, and the opening with it. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Opens the cluster; the first call creates it.
 *
 * It is created in a temporary folder, synced and renamed, so that a folder `data` is complete with role and database, and a
 * killed creation is repeated. The superuser has no password and is refused by pg_hba.conf; only the single-user mode below
 * acts as it.
 *
 * @throws {PermanentError} if another major version of PostgreSQL made it
 */
export async function openCluster(place: Place): Promise<Cluster> {
  const data = `${place.folder}/data`;
  const password = await readIfThere(`${place.folder}/password`);
  const version = await readIfThere(`${data}/PG_VERSION`);
  if (version === undefined) return { data, password: await create(place, data) };
  if (Number.parseInt(version, 10) !== place.major) {
    throw new PermanentError(
      `Cannot open the database in ${data}: PostgreSQL ${version} made it, and this build brings ${place.major}. ` +
        `Move its tables with the Trunkline that made it ('move'), or set TRUNKLINE_HOME to another folder`,
    );
  }
  return { data, password: password ?? await setPassword(place, data) };
}

async function create(place: Place, data: string): Promise<string> {
  // A unique name: the initdb of a start that was just killed may still be writing into its folder.
  const draft = `${place.folder}/creating-${crypto.randomUUID().slice(0, 8)}`;
  try {
    await removeOldDrafts(place.folder);
    await Deno.mkdir(draft, { mode: 0o700 });
    if (place.user !== undefined) await Deno.chown(draft, place.user.uid, place.user.gid);
  } catch (error) {
    throw storageError(`make the database in ${data}`, error);
  }
  await run(place, place.binaries.initdb, [
    `--pgdata=${draft}`,
    "--no-sync", // synced once, below
    "--no-instructions",
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=reject", // replaced by HBA at each start
    "--data-checksums",
  ]);
  const password = newPassword();
  await runAsSuperuser(place, draft, [
    `create role ${OWNER} login createdb createrole password '${password}'`,
    `grant pg_monitor, pg_checkpoint to ${OWNER}`,
    `create database ${OWNER} owner ${OWNER}`,
  ]);
  await run(place, place.binaries.initdb, [`--pgdata=${draft}`, "--sync-only"]);
  try {
    await keepPassword(place, password);
    await Deno.rename(draft, data);
    await syncFolder(place.folder);
  } catch (error) {
    throw storageError(`make the database in ${data}`, error);
  }
  return password;
}

/** Sets a new password for the role, for a cluster whose password file was lost. */
async function setPassword(place: Place, data: string): Promise<string> {
  const password = newPassword();
  await runAsSuperuser(place, data, [`alter role ${OWNER} password '${password}'`]);
  await keepPassword(place, password);
  return password;
}

async function keepPassword(place: Place, password: string): Promise<void> {
  await writeFileAtomically(`${place.folder}/password`, password, { mode: 0o600 });
}

/** 192 random bits, in characters that need no quoting. */
function newPassword(): string {
  return crypto.getRandomValues(new Uint8Array(24)).toHex();
}

/** Runs statements, one for each line, in single-user mode, which needs no port and no password and excludes other clients. */
async function runAsSuperuser(
  place: Place,
  data: string,
  statements: readonly string[],
): Promise<void> {
  const { stderr } = await run(place, place.binaries.postgres, [
    "--single",
    "-D",
    data,
    ...["fsync=off", "log_min_messages=error", "log_checkpoints=off"].flatMap((it) => ["-c", it]),
    "postgres",
  ], `${statements.join(";\n")};\n`);
  // Single-user mode continues after an error and exits with 0.
  const error = /\b(ERROR|FATAL|PANIC):\s*(.*)/.exec(stderr);
  if (error !== null) {
    throw new Error(`Cannot set up the roles of the embedded PostgreSQL: ${error[2]}`);
  }
}

/** Runs one of the server's programs and waits for its end; rejects with the signal's reason where that ended it. */
async function run(
  place: Place,
  program: string,
  args: readonly string[],
  input = "",
): Promise<{ stderr: string }> {
  const child = new Deno.Command(program, {
    args: [...args],
    ...asUser(place.user),
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    ...(place.signal === undefined ? {} : { signal: place.signal }),
  }).spawn();
  const written = write(child.stdin, input);
  const output = await child.output();
  await written;
  place.signal?.throwIfAborted();
  const stderr = new TextDecoder().decode(output.stderr);
  if (output.success) return { stderr };
  throw failed(program.split("/").at(-1) ?? program, stderr);
}

function failed(program: string, stderr: string): Error {
  const state = stderr.split("\n").find((line) => /error|FATAL|PANIC|not found/i.test(line)) ??
    stderr.trim();
  const remedy = /No space left/.test(stderr)
    ? "Make room, or set TRUNKLINE_HOME to a folder on another disk"
    : "Mend that, or set PG_URL to a PostgreSQL server of your own";
  return new PermanentError(
    `Cannot make the embedded database: ${program} says '${state}'. ${remedy}`,
  );
}

async function write(stdin: WritableStream<Uint8Array>, text: string): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // The program has ended before; its exit status and output have the reason.
  }
}

/** Syncs a folder, which makes a rename in it durable. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await Deno.readTextFile(path)).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw storageError(`read ${path}`, error);
  }
}

/** Removes drafts of killed starts. If an orphaned initdb is still writing, the next creation removes the rest. */
async function removeOldDrafts(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith("creating-")) continue;
    await Deno.remove(`${folder}/${name}`, { recursive: true }).catch(() => {});
  }
}
