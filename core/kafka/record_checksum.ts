import { createHash } from "node:crypto";

/** A checksum of a record's key and value. With offset and timestamp it detects a topic that was created again. */
export function recordChecksum(
  { key, value }: { readonly key: Uint8Array | null; readonly value: Uint8Array | null },
): string {
  const hash = createHash("sha256");
  for (const part of [key, value]) {
    hash.update(part === null ? "null;" : `${part.byteLength};`);
    if (part !== null) hash.update(part);
  }
  return hash.digest("hex").slice(0, 32);
}
