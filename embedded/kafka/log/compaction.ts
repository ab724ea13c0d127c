import { type BatchHeader } from "../records/batch_header.ts";
import { readRecords, type RecordSummary } from "../records/record_batch.ts";
import { batchesOf } from "./batches_of.ts";
import { Segment } from "./segment.ts";
import { writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";

/** With more keys a topic is not compacted, because the table of keys would take too much memory. */
const KEYS_MAX = 500_000;

/**
 * Rewrites sealed segments into one that keeps a batch if any of its records is the last with its key. Batches are kept
 * or dropped whole, never packed anew, so that their CRC stays the producer's; what does not unpack is kept. A batch of nothing but tombstones goes once they are older than `tombstonesSince` (milliseconds).
 *
 * The first segment's file is replaced in one rename; the caller removes the others. Undefined if there are too many keys.
 */
export function compacted(
  directory: string,
  sealed: readonly Segment[],
  { active, tombstonesSince }: {
    readonly active: { readonly segment: Segment; readonly end: number };
    readonly tombstonesSince: number;
  },
): Segment | undefined {
  const [first] = sealed;
  if (first === undefined) return undefined;
  const last = new Map<string, number>();
  for (const { segment, end } of [...sealed.map(whole), active]) {
    for (const { header, bytes } of batchesOf(segment.file, { from: 0, to: end, whole: true })) {
      for (const record of readRecords(bytes, header) ?? []) last.set(keyOf(record), record.offset);
    }
    if (last.size > KEYS_MAX) return undefined;
  }

  writeFileAtomicallySync(first.file.path, needed());
  const result = new Segment(directory, first.baseOffset);
  result.openSealed();
  result.seal();
  return result;

  function* needed(): Iterable<Uint8Array> {
    for (const { segment, end } of sealed.map(whole)) {
      for (const { header, bytes } of batchesOf(segment.file, { from: 0, to: end, whole: true })) {
        if (isNeeded(bytes, header)) yield bytes;
      }
    }
  }

  function isNeeded(bytes: Uint8Array, header: BatchHeader): boolean {
    const records = readRecords(bytes, header);
    return records === undefined ||
      records.some((record) =>
        last.get(keyOf(record)) === record.offset &&
        (record.hasValue || record.timestamp >= tombstonesSince)
      );
  }
}

function whole(segment: Segment): { segment: Segment; end: number } {
  return { segment, end: segment.byteLength };
}

function keyOf(record: RecordSummary): string {
  return record.key?.toHex() ?? "";
}
