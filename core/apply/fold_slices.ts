import type { PartitionPosition } from "./position_cache.ts";
import type { IncomingRecord, Slice } from "./batch.ts";
import type { DeadLetter } from "./dead_letters.ts";
import {
  emptyFold,
  type Folded,
  type FoldOptions,
  foldRecords,
  type Moving,
  type Unstorable,
} from "./fold.ts";
import type { NewOffset } from "./writes.ts";

/** The outcome of a slice, and the position after it. */
export interface AppliedSlice extends PartitionPosition {
  /** `ahead`: the slice starts past the stored offset, or the partition has no row; nothing of it was written. */
  readonly outcome: "applied" | "already" | "ahead";
}

/** The net content of a batch, and the positions after it. */
export interface FoldedSlices {
  readonly folded: Folded;
  readonly newOffsets: NewOffset[];
  readonly slices: AppliedSlice[];
  readonly letters: DeadLetter[];
}

/** Folds the records of each slice that are not applied yet. */
export function foldSlices(
  slices: readonly Slice[],
  positions: readonly PartitionPosition[],
  options: Omit<FoldOptions, keyof Moving>,
): FoldedSlices {
  const result: FoldedSlices = { folded: emptyFold(), newOffsets: [], slices: [], letters: [] };
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
        newestId: null,
      });
      continue;
    }
    if (nextOffset <= stored.nextOffset) {
      result.slices.push({ ...stored, outcome: "already" });
      continue;
    }
    const unstorable: Unstorable[] = [];
    const { watermark, newestId } = stored;
    const records = unread(slice, stored.nextOffset);
    const moving = foldRecords(result.folded, records, unstorable, {
      ...options,
      watermark,
      newestId,
    });
    for (const letter of unstorable) result.letters.push({ ...letter, topic, partition });
    position.set(key, { topic, partition, nextOffset, ...moving });
    const last = lastOf(slice) ?? moved.get(key)?.last ?? null;
    moved.set(key, { topic, partition, nextOffset, watermark: moving.watermark, last });
    result.slices.push({ topic, partition, outcome: "applied", nextOffset, ...moving });
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
