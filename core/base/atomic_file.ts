import { writeAll, writeAllSync } from "./write_all.ts";

export interface AtomicFileOptions {
  /** Permissions, whatever the umask takes; 0600 keeps a secret. Without it, those of a new file. */
  readonly mode?: number;
}

/**
 * Writes a file that a reader, or a start after a crash, finds whole or not at all, never in part: under a name of its
 * own beside the target, synced, then renamed over it. A failed write leaves nothing behind.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  { mode }: AtomicFileOptions = {},
): Promise<void> {
  const draft = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    // createNew: never write through a file or link that somebody else put there.
    using file = await Deno.open(draft, {
      write: true,
      createNew: true,
      ...(mode !== undefined && { mode }),
    });
    for await (const piece of piecesOf(content)) await writeAll(file, piece);
    if (mode !== undefined && Deno.build.os !== "windows") await Deno.chmod(draft, mode);
    await file.sync();
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw error;
  }
}

/**
 * As {@linkcode writeFileAtomically}, without a turn of the event loop, for a directory that one writer owns: the draft
 * has one name, so a crash leaves at most one behind, and the next write replaces it. The rename is synced too.
 */
export function writeFileAtomicallySync(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): void {
  const draft = `${path}.new`;
  {
    using file = Deno.openSync(draft, { write: true, create: true, truncate: true });
    const isWhole = typeof content === "string" || content instanceof Uint8Array;
    for (const piece of isWhole ? [bytesOf(content)] : content) writeAllSync(file, piece);
    file.syncDataSync();
  }
  Deno.renameSync(draft, path);
  syncDirectory(path.slice(0, path.lastIndexOf("/")));
}

/** Makes names that were added to or removed from a directory survive a crash of the machine. */
export function syncDirectory(path: string): void {
  // Windows cannot open a directory, and needs no such sync.
  if (Deno.build.os === "windows") return;
  using directory = Deno.openSync(path, { read: true });
  directory.syncSync();
}

async function* piecesOf(
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (typeof content === "string" || content instanceof Uint8Array) yield bytesOf(content);
  else yield* content;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
