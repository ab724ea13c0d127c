import { unpack } from "../../../core/kafka/compression/unpack.ts";
import { WireReader } from "../protocol/wire_reader.ts";
import { BATCH_HEADER_BYTES, type BatchHeader, compressionOf } from "./batch_header.ts";

/** The fields of a record that lookups by time and compaction need. */
export interface RecordSummary {
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly hasValue: boolean;
}

/** Limit on the unpacked size of a batch, against decompression bombs. */
const UNPACKED_MAX_BYTES = 64 * 2 ** 20;

/** The records of a whole batch; undefined if they cannot be read, since the broker keeps batches that it cannot unpack. */
export function readRecords(
  batch: Uint8Array,
  header: BatchHeader,
): readonly RecordSummary[] | undefined {
  try {
    const packed = batch.subarray(BATCH_HEADER_BYTES, header.byteLength);
    const { buffer, byteOffset, byteLength } = unpack(
      compressionOf(header),
      packed,
      UNPACKED_MAX_BYTES,
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
