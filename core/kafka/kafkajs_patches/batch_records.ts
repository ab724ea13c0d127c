import { Buffer } from "node:buffer";
import { PlainMessage } from "./plain_message.ts";
import { SCHEMA_HEADER, schemaNumber } from "../schema_header.ts";
import { VarintReader } from "./varint.ts";

/** Size and byte offsets of the record batch v2 header. */
export const BATCH_HEAD_BYTES = 61;
const ATTRIBUTES = 21;
const FIRST_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const COUNT = 57;
const LOG_APPEND_TIME = 0x8;

/** The records of a batch: `bytes` from `at`, either after the header or decompressed into bytes of their own. */
export interface RecordBytes {
  readonly bytes: Buffer;
  readonly at: number;
}

/** Reads the records of the batch that starts with `head`. Throws a RangeError if lengths do not match the bytes. */
export function batchRecords(head: Buffer, { bytes, at }: RecordBytes): PlainMessage[] {
  const firstOffset = Number(head.readBigInt64BE(0));
  const firstTime = head.readBigInt64BE(FIRST_TIMESTAMP);
  const appendedAt = (head.readInt16BE(ATTRIBUTES) & LOG_APPEND_TIME) === 0
    ? undefined
    : Number(head.readBigInt64BE(MAX_TIMESTAMP));
  const timeOf = timesFrom(firstTime);
  const reader = new VarintReader(bytes, at);
  const messages: PlainMessage[] = [];
  for (let left = head.readInt32BE(COUNT); left > 0; left--) {
    const length = reader.read();
    const end = reader.at + length;
    // Skips the attributes of the record, which are unused in Kafka.
    reader.at++;
    const time = timeOf(reader);
    const offset = firstOffset + reader.read();
    const key = reader.at;
    reader.skip();
    const size = reader.readLength();
    const valueStart = size < 0 ? -1 : reader.at;
    const valueEnd = size < 0 ? -1 : reader.at += size;
    const schema = readSchema(reader, bytes);
    if (reader.at !== end || end > bytes.length) {
      throw new RangeError("A record is longer or shorter than it says, or longer than its batch");
    }
    messages.push(
      new PlainMessage(offset, appendedAt ?? time, { bytes, key, valueStart, valueEnd, schema }),
    );
  }
  if (reader.at !== bytes.length) throw new RangeError("A batch is longer than its records");
  return messages;
}

const NAME = Buffer.from(SCHEMA_HEADER);

/** Skips the headers of a record; returns the number in its header `schema`, or 0. */
function readSchema(reader: VarintReader, bytes: Buffer): number {
  let schema = 0;
  for (let left = reader.read(); left > 0; left--) {
    const name = reader.readLength();
    const nameAt = reader.at;
    reader.at += Math.max(0, name);
    const value = reader.readLength();
    const valueAt = reader.at;
    reader.at += Math.max(0, value);
    if (name === NAME.length && bytes.compare(NAME, 0, name, nameAt, nameAt + name) === 0) {
      schema = schemaNumber(bytes, valueAt, reader.at);
    }
  }
  return schema;
}

/** Returns a reader of timestamps (ms since 1970), stored as deltas to `first`. Kafka accepts any 64-bit number. */
function timesFrom(first: bigint): (reader: VarintReader) => number {
  const plain = Number(first);
  return (reader) => {
    const at = reader.at;
    const delta = reader.readRoughly();
    const time = plain + delta;
    if (Number.isSafeInteger(plain) && Number.isSafeInteger(delta) && Number.isSafeInteger(time)) {
      return time;
    }
    reader.at = at;
    return Number(first + reader.readLong());
  };
}
