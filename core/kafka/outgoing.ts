import { Buffer } from "node:buffer";
import { RECORD_SCHEMA } from "../post/record.ts";

/** A record on its way to Kafka. */
export interface Outgoing {
  readonly topic: string;
  /** Null: any partition. */
  readonly key: string | null;
  readonly value: Buffer;
  /** Its header `schema`; absent: this build's. */
  readonly schema?: string;
  /** A control event: a copy goes to every partition of the topic, behind what was sent to it before. It has a key. */
  readonly everyPartition?: true;
}

/** The approximate size of a record in a request, in bytes: exact enough to keep batches below the broker's limit. */
export function sizeOf({ topic, key, value }: Outgoing): number {
  return topic.length + (key?.length ?? 0) + value.byteLength + 40;
}

/** Length of an empty key of a record for every partition; a key makes it smaller by its length. */
const EVERY_PARTITION = -2;
/** The schema of spool entries that carry none. */
const FIRST_SCHEMA = "1";

/**
 * A record as an entry of the spool: the negated schema number, the lengths of topic and key (−1: null; from −2
 * downward: the key of a record for every partition) as 32-bit integers, topic, key, value. A later build sends the entry with the schema it was written by. Entries of earlier builds
 * have no schema and begin with the length of the topic, which is positive.
 */
export function encodeOutgoing(
  { topic, key, value, schema = RECORD_SCHEMA, everyPartition }: Outgoing,
): Uint8Array {
  const head = Buffer.alloc(12);
  const topicBytes = Buffer.from(topic);
  const keyBytes = key === null ? Buffer.alloc(0) : Buffer.from(key);
  head.writeInt32LE(-Number(schema), 0);
  head.writeInt32LE(topicBytes.byteLength, 4);
  const keyLength = key === null ? -1 : keyBytes.byteLength;
  head.writeInt32LE(everyPartition === true ? EVERY_PARTITION - keyBytes.byteLength : keyLength, 8);
  return Buffer.concat([head, topicBytes, keyBytes, value]);
}

/** The inverse of {@linkcode encodeOutgoing}. */
export function decodeOutgoing(entry: Uint8Array): Outgoing {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const first = bytes.readInt32LE(0);
  const head = first < 0 ? 4 : 0;
  const topicStart = head + 8;
  const topicEnd = topicStart + bytes.readInt32LE(head);
  const keyField = bytes.readInt32LE(head + 4);
  const everyPartition = keyField <= EVERY_PARTITION;
  const keyLength = everyPartition ? EVERY_PARTITION - keyField : keyField;
  const keyEnd = topicEnd + Math.max(0, keyLength);
  return {
    topic: bytes.toString("utf8", topicStart, topicEnd),
    key: keyLength === -1 ? null : bytes.toString("utf8", topicEnd, keyEnd),
    value: bytes.subarray(keyEnd),
    schema: first < 0 ? String(-first) : FIRST_SCHEMA,
    ...(everyPartition && { everyPartition }),
  };
}
