import { Buffer } from "node:buffer";
import { PlainMessage } from "./plain_message.ts";
import { SCHEMA_HEADER, schemaNumber } from "./schema_header.ts";
import { VarintReader } from "./varint_reader.ts";

/** Bytes of a batch before its records, and where some of its fields lie (Kafka's record batch, version 2). */
const HEAD = 61;
const LENGTH = 8;
const MAGIC = 16;
const ATTRIBUTES = 21;
const FIRST_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const COUNT = 57;
/** What comes before the bytes that a batch's length counts. */
const UNCOUNTED = 12;
const LOG_APPEND_TIME = 0x8;
/** Compressed, of a transaction, or of control records. */
const NOT_PLAIN = 0x37;

/**
 * The records of the batches that a fetch has brought, the last of which may be cut; undefined where one of them is not
 * plain. Throws a RangeError where lengths lead past the end.
 */
export function plainBatches(bytes: Buffer): PlainMessage[] | undefined {
  const messages: PlainMessage[] = [];
  for (let start = 0; start + HEAD <= bytes.length;) {
    const end = start + UNCOUNTED + bytes.readInt32BE(start + LENGTH);
    const attributes = bytes.readInt16BE(start + ATTRIBUTES);
    if (bytes[start + MAGIC] !== 2 || (attributes & NOT_PLAIN) !== 0) return undefined;
    if (end > bytes.length) break;
    if (end < start + HEAD) throw new RangeError("A batch is shorter than its head");
    const appended = (attributes & LOG_APPEND_TIME) !== 0;
    for (const message of records(bytes.subarray(start, end), appended)) messages.push(message);
    start = end;
  }
  return messages;
}

function records(batch: Buffer, appended: boolean): PlainMessage[] {
  const firstOffset = Number(batch.readBigInt64BE(0));
  const firstTime = Number(batch.readBigInt64BE(FIRST_TIMESTAMP));
  const lastTime = Number(batch.readBigInt64BE(MAX_TIMESTAMP));
  const reader = new VarintReader(batch, HEAD);
  const messages: PlainMessage[] = [];
  for (let left = batch.readInt32BE(COUNT); left > 0; left--) {
    const length = reader.read();
    const end = reader.at + length;
    // Attributes of a record mean nothing yet.
    reader.at++;
    const timeDelta = reader.read();
    const time = appended ? lastTime : firstTime + timeDelta;
    const offset = firstOffset + reader.read();
    const key = reader.at;
    reader.skip();
    const size = reader.readLength();
    const valueStart = size < 0 ? -1 : reader.at;
    const valueEnd = size < 0 ? -1 : reader.at += size;
    const schema = readSchema(reader, batch);
    if (length < 0 || reader.at > end || end > batch.length) {
      throw new RangeError("A record is longer than it says, or than its batch");
    }
    // Kafka takes any 64-bit number for a time.
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(time)) {
      throw new RangeError("A number is too big");
    }
    messages.push(
      new PlainMessage(offset, time, { bytes: batch, key, valueStart, valueEnd, schema }),
    );
    reader.at = end;
  }
  return messages;
}

const NAME = Buffer.from(SCHEMA_HEADER);

/** Passes by the headers of a record, and gives what its header `schema` says; 0 where it says no number. */
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
