import { writeAll } from "./write_all.ts";

/**
 * Writes a text file such that a reader, or a start after a crash, finds the old text or the new one and never a part.
 *
 * @param options.mode permissions of the file; 0600 keeps a secret
 */
export async function writeAtomically(
  path: string,
  text: string,
  options: { mode: number },
): Promise<void> {
  const draft = `${path}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    // createNew: a file or link that somebody else put there is never written through.
    using file = await Deno.open(draft, { write: true, createNew: true, mode: options.mode });
    await writeAll(file, new TextEncoder().encode(text));
    if (Deno.build.os !== "windows") await Deno.chmod(draft, options.mode); // whatever the umask took
    await file.sync();
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw error;
  }
}
