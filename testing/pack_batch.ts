import { crc32c } from "../core/base/crc32c.ts";
import { WireWriter } from "../embedded/kafka/protocol/wire_writer.ts";
import { LENGTH_PREFIX_BYTES } from "../embedded/kafka/records/batch_header.ts";

/** A record to pack. */
interface NewRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/** Packs one or more records into an uncompressed batch at base offset 0, as a producer does. */
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
