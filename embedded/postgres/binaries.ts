import { PermanentError } from "../../core/base/errors.ts";
import { storageError } from "../../core/home/storage_error.ts";
import type { ServerPackage } from "./package_directory.ts";

/** The programs of a laid-down PostgreSQL. */
export interface Binaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Sends the signals that Windows has none of. */
  readonly pgCtl: string;
}

/** Written last, so that a copy that a crash of the machine left half on the disk is seen. */
const COMPLETE = "complete.json";

/**
 * Lays the server down in `folder` once, where any user may run it, and returns the programs.
 *
 * A copy and not the npm package itself: its libraries need links that Deno does not make, an unprivileged user
 * cannot reach a cache under `/root`, and in a compiled binary it is no real file. The copy is made beside its place
 * and moved there, so that a folder of that name is whole whatever was killed.
 */
export async function layDown(source: ServerPackage, folder: string): Promise<Binaries> {
  const root = `${folder}/${source.name}`;
  if (!await isWhole(root)) {
    try {
      await lay(source.native, folder, root);
    } catch (error) {
      throw storageError(`lay down PostgreSQL in ${root}`, error);
    }
  }
  return binariesIn(root);
}

/** Where the programs are in a laid-down folder. */
export function binariesIn(root: string): Binaries {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const program = (name: string) => `${root}/bin/${name}${suffix}`;
  return {
    root,
    initdb: program("initdb"),
    postgres: program("postgres"),
    pgCtl: program("pg_ctl"),
  };
}

async function lay(native: string, folder: string, root: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    // Nobody else is at it: the folder belongs to the one start that has the lock.
    if (name.startsWith("laying-")) await Deno.remove(`${folder}/${name}`, { recursive: true });
  }
  const draft = `${folder}/laying-${crypto.randomUUID().slice(0, 8)}`;
  const sizes = new Map<string, number>();
  await copyTree(native, draft, "", sizes);
  await linkLibraries(native, draft);
  await Deno.writeTextFile(`${draft}/${COMPLETE}`, JSON.stringify(Object.fromEntries(sizes)));
  try {
    await Deno.rename(draft, root);
  } catch {
    await Deno.remove(root, { recursive: true }); // half a copy, by isWhole
    await Deno.rename(draft, root);
  }
}

/** Compares the sizes of programs and libraries with what was laid: a few dozen files. */
async function isWhole(root: string): Promise<boolean> {
  try {
    const sizes: unknown = JSON.parse(await Deno.readTextFile(`${root}/${COMPLETE}`));
    if (typeof sizes !== "object" || sizes === null) return false;
    const same = await Promise.all(
      Object.entries(sizes)
        .filter(([path]) => /^\/(bin|lib)\//.test(path))
        .map(async ([path, size]) => (await Deno.stat(root + path)).size === size),
    );
    return same.length > 0 && !same.includes(false);
  } catch {
    return false;
  }
}

/** Only what a running server needs: no static libraries, nothing to build extensions with. */
function isNeeded(path: string): boolean {
  return !/^\/lib\/(.*\.a$|pkgconfig$|postgresql\/pgxs$)/.test(path);
}

async function copyTree(
  from: string,
  to: string,
  path: string,
  sizes: Map<string, number>,
): Promise<void> {
  await Deno.mkdir(to + path, { recursive: true });
  // Modes are set, not inherited: another user runs these, whatever root's umask and the cache's modes are.
  await setMode(to + path, 0o755);
  const copies: Promise<void>[] = [];
  for await (const entry of Deno.readDir(from + path)) {
    const child = `${path}/${entry.name}`;
    if (!isNeeded(child)) continue;
    if (entry.isDirectory) copies.push(copyTree(from, to, child, sizes));
    else copies.push(copyOne(from, to, child, sizes));
  }
  await Promise.all(copies);
}

async function copyOne(
  from: string,
  to: string,
  path: string,
  sizes: Map<string, number>,
): Promise<void> {
  await Deno.copyFile(from + path, to + path);
  await setMode(to + path, path.startsWith("/bin/") ? 0o755 : 0o644);
  if (/^\/(bin|lib)\//.test(path)) sizes.set(path, (await Deno.stat(to + path)).size);
}

async function setMode(path: string, mode: number): Promise<void> {
  if (Deno.build.os !== "windows") await Deno.chmod(path, mode);
}

/**
 * Gives each library the names under which others load it, from the package's list.
 *
 * Hard links: Deno lets nobody with narrow permissions make symbolic ones.
 */
async function linkLibraries(native: string, to: string): Promise<void> {
  for (const { source, target } of await readLinks(native)) {
    const [from, name] = [source, target].map((path) => path.replace(/^native/, to));
    if (from === undefined || name === undefined) continue;
    try {
      await Deno.link(from, name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue; // a link to what was left out
      await Deno.copyFile(from, name); // a file system without hard links
    }
  }
}

async function readLinks(native: string): Promise<{ source: string; target: string }[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${native}/pg-symlinks.json`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // Windows has none
    throw error;
  }
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) throw new PermanentError(`Cannot read ${native}/pg-symlinks.json`);
  return links.flatMap((link: unknown) =>
    typeof link === "object" && link !== null && "source" in link && "target" in link &&
      typeof link.source === "string" && typeof link.target === "string"
      ? [{ source: link.source, target: link.target }]
      : []
  );
}
