import { Buffer } from "node:buffer";

/** A record on its way to Kafka. */
export interface Outgoing {
  readonly topic: string;
  /** Null: any partition. */
  readonly key: string | null;
  readonly value: Buffer;
}

/** The bytes that a record takes in a request, near enough to keep batches below the broker's limit. */
export function sizeOf({ topic, key, value }: Outgoing): number {
  return topic.length + (key?.length ?? 0) + value.byteLength + 40;
}

/** A record as an entry of the spool: lengths of topic and key (−1: null) as 32-bit integers, topic, key, value. */
export function encodeOutgoing({ topic, key, value }: Outgoing): Uint8Array {
  const head = Buffer.alloc(8);
  const topicBytes = Buffer.from(topic);
  const keyBytes = key === null ? Buffer.alloc(0) : Buffer.from(key);
  head.writeInt32LE(topicBytes.byteLength, 0);
  head.writeInt32LE(key === null ? -1 : keyBytes.byteLength, 4);
  return Buffer.concat([head, topicBytes, keyBytes, value]);
}

/** The inverse of {@linkcode encodeOutgoing}. */
export function decodeOutgoing(entry: Uint8Array): Outgoing {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const topicEnd = 8 + bytes.readInt32LE(0);
  const keyLength = bytes.readInt32LE(4);
  const keyEnd = topicEnd + Math.max(0, keyLength);
  return {
    topic: bytes.toString("utf8", 8, topicEnd),
    key: keyLength === -1 ? null : bytes.toString("utf8", topicEnd, keyEnd),
    value: bytes.subarray(keyEnd),
  };
}
