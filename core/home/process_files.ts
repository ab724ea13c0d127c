import { writeFileAtomically } from "../base/atomic_file.ts";

/** The folder in a state directory that names the health port of each process that uses it. */
const FOLDER = "processes";

/**
 * Writes where this process serves its health, for commands on this machine. Fails in silence: a disk that is full or
 * read-only must not keep a process from running, and `HEALTH_PORT` still finds it.
 */
export async function writeProcessFile(home: string, url: string): Promise<void> {
  try {
    // Not the state directory itself: one that nothing else needs is not made for this.
    await Deno.mkdir(`${home}/${FOLDER}`, { mode: 0o700 }).catch(() => {});
    await writeFileAtomically(`${home}/${FOLDER}/${Deno.pid}`, `${url}\n`, { mode: 0o600 });
  } catch {
    // See above.
  }
}

/** Removes what {@linkcode writeProcessFile} wrote. */
export async function removeProcessFile(home: string, pid = Deno.pid): Promise<void> {
  await Deno.remove(`${home}/${FOLDER}/${pid}`).catch(() => {});
}

/** Each process that has said where it serves its health; some may have been killed since. */
export async function readProcessFiles(
  home: string,
): Promise<readonly { readonly pid: number; readonly url: string }[]> {
  const found: { pid: number; url: string }[] = [];
  try {
    for await (const { name } of Deno.readDir(`${home}/${FOLDER}`)) {
      const url = URL.parse(await Deno.readTextFile(`${home}/${FOLDER}/${name}`).catch(() => ""));
      if (/^\d+$/.test(name) && url !== null) found.push({ pid: Number(name), url: url.origin });
    }
  } catch {
    // No process has written any.
  }
  return found;
}
