import { unpack } from "../../../core/kafka/compression/unpack.ts";
import { WireReader } from "../protocol/wire_reader.ts";
import { WireWriter } from "../protocol/wire_writer.ts";
import {
  BATCH_HEADER_BYTES,
  type BatchHeader,
  compressionOf,
  LENGTH_PREFIX_BYTES,
} from "./batch_header.ts";
import { crc32c } from "../../../core/base/crc32c.ts";

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

/** A record to be packed. */
export interface NewRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/** Packs records into an uncompressed batch at base offset 0, as a producer does. At least one record. */
export function packBatch(
  records: readonly NewRecord[],
  producer: { id: number; epoch: number; baseSequence: number } = {
    id: -1,
    epoch: -1,
    baseSequence: -1,
  },
): Uint8Array {
  const baseTimestamp = records[0]?.timestamp ?? 0;
  const writer = new WireWriter();
  writer.int64(0n);
  writer.int32(0);
  writer.int32(-1);
  writer.int8(2);
  writer.int32(0);
  writer.int16(0);
  writer.int32(records.length - 1);
  writer.int64(BigInt(baseTimestamp));
  writer.int64(BigInt(Math.max(...records.map((record) => record.timestamp))));
  writer.int64(BigInt(producer.id));
  writer.int16(producer.epoch);
  writer.int32(producer.baseSequence);
  writer.int32(records.length);
  for (const [index, record] of records.entries()) {
    const body = new WireWriter();
    body.int8(0);
    body.varint(record.timestamp - baseTimestamp);
    body.varint(index);
    for (const part of [record.key, record.value]) {
      body.varint(part?.byteLength ?? -1);
      if (part !== null) body.raw(part);
    }
    body.varint(0);
    writer.varint(body.byteLength);
    writer.raw(body.toBytes());
  }
  const batch = writer.toBytes();
  const view = new DataView(batch.buffer);
  view.setInt32(8, batch.byteLength - LENGTH_PREFIX_BYTES);
  view.setUint32(17, crc32c(batch, 21));
  return batch;
}
