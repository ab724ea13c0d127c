import { writeAll } from "../base/write_all.ts";

/**
 * Writes a file that readers see whole or not at all: to a temporary file beside the target, synced, then renamed over it.
 * Removes the temporary file if writing fails.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    for await (const piece of piecesOf(content)) await writeAll(file, piece);
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

async function* piecesOf(
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (typeof content === "string") yield new TextEncoder().encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}
