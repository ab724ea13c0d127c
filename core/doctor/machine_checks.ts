import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { codeOf } from "../base/errors.ts";
import { readLive } from "../home/home.ts";
import { storageError } from "../home/storage_error.ts";
import { parseBlockList } from "../post/block_list.ts";
import { openModel } from "../sentiment/model/model_file.ts";
import { type Check, type Finding, ok, skipped, wrong } from "./check.ts";

export interface MachineOptions {
  /** `TRUNKLINE_HOME`. */
  readonly home: string;
  /** Directory of the sentiment model. */
  readonly model: string;
  /** `BLOCK_LIST`. */
  readonly blockList: string | undefined;
  /** `SPOOL_MAX_BYTES`. */
  readonly spoolMaxBytes: number;
  /** Whether the state directory also holds the embedded broker's log and the embedded database. */
  readonly holdsData: boolean;
  /** Whether the embedded database is in it; started by root, its server runs as another user. */
  readonly embedsPostgres: boolean;
  /** Files that hold secrets where they exist: `.env`, keys. */
  readonly secrets: readonly string[];
  /** Version of this build. */
  readonly trunkline: string;
}

/** The Deno that this build is made and tested for. */
const DENO = "2.9.6";
const MB = 2 ** 20;
/** Room that embedded servers need to start, and to work for a while. */
const DATA_BYTES = 2048 * MB;
/** Room for locks, positions and the live file. */
const LEAST_BYTES = 64 * MB;
/** Files in the state directory that hold passwords. */
const SECRET_NAMES = /^(live\.json|.*\.password)$/;
/** Bits of a mode that let the group or others read or write. */
const OTHERS = 0o066;

/** Checks this machine: the state directory, its disk, files with secrets, the model, versions. */
export function machineChecks(options: MachineOptions): readonly Check[] {
  const check = (name: string, run: () => Promise<Finding>): Check => ({
    group: "machine",
    name,
    run,
  });
  return [
    check("versions", () => Promise.resolve(versions(options))),
    check("state directory", () => stateDirectory(options)),
    check("disk space", () => diskSpace(options)),
    check("secrets", () => secrets(options)),
    check("model", () => model(options)),
    check("block list", () => blockList(options)),
  ];
}

function versions({ trunkline }: MachineOptions): Finding {
  const words =
    `Trunkline ${trunkline}, Deno ${Deno.version.deno}, ${Deno.build.os} ${Deno.build.arch}`;
  const minor = (version: string) => version.split(".").slice(0, 2).join(".");
  return minor(Deno.version.deno) === minor(DENO) ? ok(words) : wrong(
    `${words}; this build is tested with Deno ${DENO} only`,
    `Start it with npx -y deno@${DENO} task …`,
  );
}

async function stateDirectory({ home, embedsPostgres }: MachineOptions): Promise<Finding> {
  const path = resolve(home);
  const folder = await nearestFolder(path);
  const probe = `${folder}/.trunkline-doctor-${crypto.randomUUID().slice(0, 8)}`;
  try {
    await Deno.writeTextFile(probe, "", { createNew: true, mode: 0o600 });
    await Deno.remove(probe);
  } catch (error) {
    throw storageError(`write into ${folder}`, error);
  }
  const closed = embedsPostgres && Deno.uid() === 0 ? await closedAbove(path) : undefined;
  if (closed !== undefined) {
    return wrong(
      `${closed} is closed to other users, and the embedded PostgreSQL, started by root, runs as another user`,
      `Run: chmod o+x ${closed} (or set TRUNKLINE_HOME to a folder elsewhere, such as /var/lib/trunkline)`,
    );
  }
  if (folder !== path) return ok(`${path} is not there yet, and can be made`);
  const live = await readLive(path);
  return ok(live === undefined ? path : `${path}, in use by process ${live.pid}`);
}

async function diskSpace({ home, holdsData, spoolMaxBytes }: MachineOptions): Promise<Finding> {
  const folder = await nearestFolder(resolve(home));
  const { bavail, bsize } = await statfs(folder);
  const free = Number(bavail) * Number(bsize);
  const words = `${size(free)} free for ${folder}`;
  const least = holdsData ? DATA_BYTES : LEAST_BYTES;
  if (free < least) {
    return wrong(
      `${words}: less than the ${size(least)} that ${
        holdsData ? "the embedded Kafka and PostgreSQL" : "locks and the spool"
      } need`,
      "Make room, or set TRUNKLINE_HOME to a folder on another disk",
    );
  }
  return free >= least + spoolMaxBytes ? ok(words) : wrong(
    `${words}: a spool of ${
      size(spoolMaxBytes)
    } (SPOOL_MAX_BYTES) would fill it while Kafka is away`,
    "Make room, set SPOOL_MAX_BYTES lower, or set TRUNKLINE_HOME to a folder on another disk",
  );
}

/** Passwords must not be readable for other users of the machine. */
async function secrets({ home, secrets: given }: MachineOptions): Promise<Finding> {
  if (Deno.build.os === "windows") return skipped("Windows has no modes of files");
  const paths = [...given, ...await secretsIn(resolve(home))];
  const found: string[] = [];
  const open: string[] = [];
  for (const path of paths) {
    const mode = await modeOf(path);
    if (mode === undefined) continue;
    found.push(path);
    if ((mode & OTHERS) !== 0) open.push(`${path} (${(mode & 0o777).toString(8)})`);
  }
  if (open.length > 0) {
    return wrong(
      `other users of this machine can read or write ${open.join(", ")}, with passwords or tokens`,
      `Run: chmod 600 ${open.map((each) => each.replace(/ \(\d+\)$/, "")).join(" ")}`,
    );
  }
  return ok(
    found.length === 0
      ? "no file with secrets yet"
      : `${found.length} ${
        found.length === 1 ? "file" : "files"
      } with secrets, for this user alone`,
  );
}

async function secretsIn(home: string): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(home)) {
      if (isFile && SECRET_NAMES.test(name)) found.push(`${home}/${name}`);
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw storageError(`look into ${home}`, error);
  }
  return found;
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).mode ?? undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw storageError(`look at ${path}`, error);
  }
}

async function model({ model: directory }: MachineOptions): Promise<Finding> {
  const { model } = await openModel(directory);
  return ok(
    `${directory}: ${model.version}, ${model.classes} classes, ${model.languages.join(", ")}`,
  );
}

async function blockList({ blockList: path }: MachineOptions): Promise<Finding> {
  if (path === undefined) return skipped("BLOCK_LIST is not set");
  try {
    return ok(`${path}: ${parseBlockList(await Deno.readTextFile(path)).length} entries`);
  } catch (error) {
    const state = codeOf(error) === "ENOENT" ? "there is no such file" : "it cannot be read";
    return wrong(`BLOCK_LIST is ${path}: ${state}`, "Correct BLOCK_LIST");
  }
}

/** The nearest folder above the path that other users may not pass through, if there is one. */
async function closedAbove(path: string): Promise<string | undefined> {
  for (let at = dirname(path);; at = dirname(at)) {
    const mode = await modeOf(at);
    if (mode !== undefined && (mode & 0o001) === 0) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** The path, or the nearest folder above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  for (let at = path;; at = dirname(at)) {
    try {
      if ((await Deno.stat(at)).isDirectory || at === dirname(at)) return at;
      throw storageError(
        `use ${at} as a folder`,
        Object.assign(new Error("not a folder"), { code: "ENOTDIR" }),
      );
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw storageError(`look at ${at}`, error);
    }
  }
}

function size(bytes: number): string {
  return bytes >= 1024 * MB
    ? `${(bytes / 1024 / MB).toFixed(1)} GB`
    : `${Math.floor(bytes / MB)} MB`;
}
