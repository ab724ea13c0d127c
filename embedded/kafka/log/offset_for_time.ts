import { readRecords } from "../records/record_batch.ts";
import type { PartitionLog } from "./partition_log.ts";

/** A record found by its time. */
export interface TimedOffset {
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/**
 * The first record at or after `timestamp` (milliseconds). For a batch that cannot be unpacked it is the batch's first
 * record, which may be slightly earlier.
 */
export function offsetForTime(log: PartitionLog, timestamp: number): TimedOffset | undefined {
  for (const { segment, end } of log.segmentsSince(timestamp)) {
    for (const { header, bytes } of segment.batchesSince(timestamp, end)) {
      if (header.maxTimestamp < timestamp) continue;
      const records = readRecords(bytes, header) ??
        [{ offset: header.baseOffset, timestamp: header.maxTimestamp }];
      const found = records.find((record) =>
        record.timestamp >= timestamp && record.offset >= log.startOffset
      );
      if (found !== undefined) return { offset: found.offset, timestamp: found.timestamp };
    }
  }
  return undefined;
}

/** The first record with the highest timestamp of the log. */
export function offsetOfMaxTimestamp(log: PartitionLog): TimedOffset | undefined {
  const highest = Math.max(
    -1,
    ...[...log.segmentsSince(0)].map(({ segment }) => segment.maxTimestamp),
  );
  return highest < 0 ? undefined : offsetForTime(log, highest);
}
