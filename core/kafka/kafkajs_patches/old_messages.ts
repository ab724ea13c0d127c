import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { Codec, unpack } from "../compression/unpack.ts";

/** A message of the formats before Kafka 0.11 (magic 0 and 1), in the shape of kafkajs. */
export interface OldMessage {
  readonly offset: number;
  /** Ms since 1970; −1 for magic 0, which has none. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, never>;
  readonly magicByte: number;
  readonly attributes: number;
  readonly isControlRecord: false;
  readonly batchContext: { readonly inTransaction: false; readonly producerId: "-1" };
}

const NO_TRANSACTION = { inTransaction: false, producerId: "-1" } as const;
/** Bytes of the offset and size fields, which the size does not count. */
const UNCOUNTED = 12;
const CRC = 12;
const CHECKED = 16;
const MAGIC = 16;
const CODEC = 0x7;
const LOG_APPEND_TIME = 0x8;

/** Whether the CRC of a message is right. */
export function isWholeMessage(entry: Buffer): boolean {
  return entry.length > CHECKED && entry.readUInt32BE(CRC) === crc32(entry.subarray(CHECKED));
}

/** The messages of one entry of a message set: itself, or those compressed inside it. */
export function oldMessages(entry: Buffer, maxBytes: number): OldMessage[] {
  const message = readMessage(entry);
  const codec = message.attributes & CODEC;
  if (codec === Codec.none) return [message];
  const packed = message.value;
  if (packed === null) throw new RangeError("A packed message is empty");
  const unpacked = unpack(codec, packed, maxBytes);
  const inner = entriesOf(
    Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength),
  ).map(readMessage);
  // In magic 1 inner offsets count from 0, and the outer offset is that of the last message.
  const base = message.magicByte === 0 ? 0 : message.offset - (inner.at(-1)?.offset ?? 0);
  const appended = (message.attributes & LOG_APPEND_TIME) !== 0;
  return inner.map((each) => ({
    ...each,
    offset: base + each.offset,
    timestamp: appended ? message.timestamp : each.timestamp,
  }));
}

function entriesOf(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + UNCOUNTED + bytes.readInt32BE(at + UNCOUNTED - 4);
    if (end > bytes.length || end <= at + MAGIC) throw new RangeError("A packed message is cut");
    entries.push(bytes.subarray(at, at = end));
  }
  return entries;
}

function readMessage(entry: Buffer): OldMessage {
  const magicByte = entry.readInt8(MAGIC);
  let at = MAGIC + 2 + (magicByte === 0 ? 0 : 8);
  const next = () => {
    const length = entry.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    if (at + length > entry.length) throw new RangeError("A message is longer than it says");
    return entry.subarray(at, at += length);
  };
  return {
    offset: Number(entry.readBigInt64BE(0)),
    timestamp: magicByte === 0 ? -1 : Number(entry.readBigInt64BE(MAGIC + 2)),
    key: next(),
    value: next(),
    headers: {},
    magicByte,
    attributes: entry.readInt8(MAGIC + 1),
    isControlRecord: false,
    batchContext: NO_TRANSACTION,
  };
}
