import { crc32c } from "../../../core/base/crc32c.ts";

/**
 * Byte offsets in the record batch v2 header. The broker reads only this header and stores the records as received.
 *
 *     0 baseOffset int64      12 leaderEpoch int32   21 attributes int16    35 maxTimestamp int64     53 baseSequence int32
 *     8 length int32          16 magic int8          23 lastOffsetDelta     43 producerId int64       57 record count int32
 *                             17 crc uint32          27 baseTimestamp       51 producerEpoch int16    61 records
 *
 * The length counts from byte 12 on, and the CRC covers byte 21 to the end, so that the broker can set base offset and epoch.
 */
export interface BatchHeader {
  readonly baseOffset: number;
  /** Bytes of the whole batch. */
  readonly byteLength: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  /** Milliseconds since the epoch. */
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** -1 if the producer is not idempotent. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
}

export const BATCH_HEADER_BYTES = 61;
/** Bytes that the batch's length field does not count. */
export const LENGTH_PREFIX_BYTES = 12;
const CRC_START = 21;
const MAGIC = 2;

/** Codec number in the low three bits of the attributes. */
export function compressionOf(header: { readonly attributes: number }): number {
  return header.attributes & 0b111;
}

/** Why bytes are not a valid batch. */
export type BatchFault =
  /** The bytes end before the batch does. */
  | "torn"
  /** A record format of Kafka before 0.11. */
  | "old magic"
  /** Impossible lengths or counts. */
  | "malformed"
  | "wrong crc";

/** Offset of the last record. */
export function lastOffsetOf(header: BatchHeader): number {
  return header.baseOffset + header.lastOffsetDelta;
}

/** Reads the header at `at` without checking the batch's content; `torn` if there are fewer than 61 bytes. */
export function readBatchHeader(bytes: Uint8Array, at = 0): BatchHeader | BatchFault {
  const available = bytes.byteLength - at;
  if (available < LENGTH_PREFIX_BYTES + 5) return "torn";
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, available);
  const magic = view.getInt8(16);
  if (magic !== MAGIC) return magic >= 0 && magic < MAGIC ? "old magic" : "malformed";
  const byteLength = view.getInt32(8) + LENGTH_PREFIX_BYTES;
  if (byteLength < BATCH_HEADER_BYTES) return "malformed";
  if (available < BATCH_HEADER_BYTES) return "torn";
  const header: BatchHeader = {
    baseOffset: Number(view.getBigInt64(0)),
    byteLength,
    attributes: view.getInt16(CRC_START),
    lastOffsetDelta: view.getInt32(23),
    baseTimestamp: Number(view.getBigInt64(27)),
    maxTimestamp: Number(view.getBigInt64(35)),
    producerId: Number(view.getBigInt64(43)),
    producerEpoch: view.getInt16(51),
    baseSequence: view.getInt32(53),
    recordCount: view.getInt32(57),
  };
  const plausible = header.baseOffset >= 0 && header.lastOffsetDelta >= 0 &&
    header.recordCount >= 0 && header.recordCount <= header.lastOffsetDelta + 1;
  return plausible ? header : "malformed";
}

/** Reads the header at `at` and checks that the batch is complete and its CRC matches. */
export function checkBatch(bytes: Uint8Array, at = 0): BatchHeader | BatchFault {
  const header = readBatchHeader(bytes, at);
  if (typeof header === "string") return header;
  const end = at + header.byteLength;
  if (end > bytes.byteLength) return "torn";
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, BATCH_HEADER_BYTES);
  return view.getUint32(17) === crc32c(bytes, at + CRC_START, end) ? header : "wrong crc";
}

/** Sets a batch's base offset, in place. */
export function assignOffset(bytes: Uint8Array, at: number, baseOffset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, BATCH_HEADER_BYTES);
  view.setBigInt64(0, BigInt(baseOffset));
  view.setInt32(LENGTH_PREFIX_BYTES, 0);
}
