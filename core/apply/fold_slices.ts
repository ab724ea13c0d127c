import type { StoredOffset } from "./reads.ts";
import type { IncomingRecord, Slice } from "./batch.ts";
import type { DeadLetter } from "./dead_letters.ts";
import type { PartCoverage } from "./coverage_writes.ts";
import { type Aside, emptyFold, type Folded, type FoldOptions, foldRecords } from "./fold.ts";
import type { NewOffset } from "./writes.ts";

/** The outcome of a slice, and the position after it. */
export interface AppliedSlice extends StoredOffset {
  /** `ahead`: the slice starts past the stored offset, or the partition has no row; nothing of it was written. */
  readonly outcome: "applied" | "already" | "ahead";
}

/** The net content of a batch, and the positions after it. */
export interface FoldedSlices {
  readonly folded: Folded;
  readonly newOffsets: NewOffset[];
  readonly slices: AppliedSlice[];
  readonly letters: DeadLetter[];
  readonly coverage: PartCoverage[];
}

/** Folds the records of each slice that are not applied yet. */
export function foldSlices(
  slices: readonly Slice[],
  positions: readonly StoredOffset[],
  options: Omit<FoldOptions, "watermark">,
): FoldedSlices {
  const result: FoldedSlices = {
    folded: emptyFold(),
    newOffsets: [],
    slices: [],
    letters: [],
    coverage: [],
  };
  // It moves with each slice: a batch may hold several of one partition.
  const position = new Map(positions.map((row) => [`${row.partition}/${row.topic}`, row]));
  const moved = new Map<string, NewOffset>();
  for (const slice of slices) {
    const { topic, partition, nextOffset } = slice;
    const key = `${partition}/${topic}`;
    const stored = position.get(key);
    if (stored === undefined || slice.startOffset > stored.nextOffset) {
      const { nextOffset = 0, watermark = null } = stored ?? {};
      result.slices.push({
        topic,
        partition,
        outcome: "ahead",
        nextOffset,
        watermark,
      });
      continue;
    }
    if (nextOffset <= stored.nextOffset) {
      result.slices.push({ ...stored, outcome: "already" });
      continue;
    }
    const aside: Aside = { unstorable: [], coverage: [] };
    const records = unread(slice, stored.nextOffset);
    const watermark = foldRecords(result.folded, records, aside, {
      ...options,
      watermark: stored.watermark,
    });
    for (const letter of aside.unstorable) result.letters.push({ ...letter, topic, partition });
    for (const each of aside.coverage) result.coverage.push({ ...each, partition });
    position.set(key, { topic, partition, nextOffset, watermark });
    const last = lastOf(slice) ?? moved.get(key)?.last ?? null;
    moved.set(key, { topic, partition, nextOffset, watermark, last });
    result.slices.push({ topic, partition, outcome: "applied", nextOffset, watermark });
  }
  result.newOffsets.push(...moved.values());
  return result;
}

/** The records of a slice that are not applied yet. */
export function unread({ records }: Slice, nextOffset: number): readonly IncomingRecord[] {
  const from = records.findIndex(({ raw }) => raw.offset >= nextOffset);
  return from === 0 ? records : from < 0 ? [] : records.slice(from);
}

function lastOf({ records, lastChecksum }: Slice): NewOffset["last"] {
  const last = records.at(-1)?.raw;
  if (last === undefined || lastChecksum === null) return null;
  return { offset: last.offset, timestamp: last.timestamp, checksum: lastChecksum };
}
