import { unpack } from "../../../core/kafka/compression/unpack.ts";
import { WireReader } from "../protocol/wire_reader.ts";
import { BATCH_HEADER_BYTES, type BatchHeader, compressionOf } from "./batch_header.ts";

/** What lookups by time and compaction need of a record. */
export interface RecordSummary {
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly hasValue: boolean;
}

/** Most that a batch may unpack to: a few packed bytes must not fill the memory. */
const MAX_UNPACKED_BYTES = 64 * 2 ** 20;

/** The records of one whole batch, or undefined where they cannot be read: the broker keeps what it does not understand. */
export function readRecords(
  batch: Uint8Array,
  header: BatchHeader,
): readonly RecordSummary[] | undefined {
  try {
    const packed = batch.subarray(BATCH_HEADER_BYTES, header.byteLength);
    const { buffer, byteOffset, byteLength } = unpack(
      compressionOf(header),
      packed,
      MAX_UNPACKED_BYTES,
    );
    return parseRecords(new Uint8Array(buffer, byteOffset, byteLength), header);
  } catch {
    return undefined;
  }
}

function parseRecords(bytes: Uint8Array, header: BatchHeader): RecordSummary[] {
  const reader = new WireReader(bytes);
  const records: RecordSummary[] = [];
  for (let i = 0; i < header.recordCount; i++) {
    const record = new WireReader(reader.view(reader.varint()));
    record.int8();
    const timestamp = header.baseTimestamp + record.varint();
    const offset = header.baseOffset + record.varint();
    const keyLength = record.varint();
    const key = keyLength < 0 ? null : record.view(keyLength);
    records.push({ offset, timestamp, key, hasValue: record.varint() >= 0 });
  }
  return records;
}
