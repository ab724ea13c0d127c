import { Buffer } from "node:buffer";
import type { ICustomPartitioner } from "kafkajs";

const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/**
 * Chooses partitions as Kafka's Java client does: by the hash of the key, round robin without a key. The partitioner of
 * kafkajs 2.2.4 gives the same, but computes with 64-bit integers and takes 10 µs for a key.
 */
export const keyPartitioner: ICustomPartitioner = () => {
  let turn = Math.floor(Math.random() * 1_000);
  return ({ partitionMetadata, message: { key } }) => {
    const partitions = partitionMetadata.length;
    if (key !== null && key !== undefined) {
      return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
    }
    const led = partitionMetadata.filter(({ leader }) => leader >= 0);
    turn++;
    return led[turn % led.length]?.partitionId ?? turn % partitions;
  };
};

/** The 32-bit hash that Kafka chooses partitions by, signed: `org.apache.kafka.common.utils.Utils.murmur2`. */
export function murmur2(bytes: Uint8Array): number {
  const words = bytes.byteLength >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = SEED ^ bytes.byteLength;
  for (let word = 0; word < words; word++) {
    let mixed = Math.imul(view.getInt32(word * 4, true), MIX);
    mixed ^= mixed >>> 24;
    hash = Math.imul(hash, MIX) ^ Math.imul(mixed, MIX);
  }
  const rest = bytes.subarray(words * 4);
  if (rest.byteLength > 0) {
    hash ^= (rest[2] ?? 0) << 16 ^ (rest[1] ?? 0) << 8 ^ (rest[0] ?? 0);
    hash = Math.imul(hash, MIX);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}
