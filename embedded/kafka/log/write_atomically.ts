import { writeAllSync } from "../../../core/base/write_all.ts";

/**
 * Replaces a small file atomically and durably: writes a temporary file, syncs it, renames it, and syncs the directory. A
 * crash leaves the old content or the new.
 */
export function writeAtomically(path: string, content: Uint8Array | string): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const beside = `${path}.new`;
  {
    using file = Deno.openSync(beside, { write: true, create: true, truncate: true });
    writeAllSync(file, bytes);
    file.syncDataSync();
  }
  Deno.renameSync(beside, path);
  syncDirectory(path.slice(0, path.lastIndexOf("/")));
}

/** Syncs a directory, so that created and removed names survive a crash of the machine. */
export function syncDirectory(path: string): void {
  // Windows cannot open a directory and needs no sync of it.
  if (Deno.build.os === "windows") return;
  using directory = Deno.openSync(path, { read: true });
  directory.syncSync();
}
