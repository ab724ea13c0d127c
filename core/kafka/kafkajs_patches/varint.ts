import type { Buffer } from "node:buffer";

/** Kafka's varints: zigzag, seven bits a byte, least significant first. */

/** Encoded size of a number, bytes. */
export function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** Writes a number at `at`; returns the position after it. */
export function putVarint(to: Uint8Array, at: number, value: number): number {
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) to[at++] = rest % 0x80 | 0x80;
  to[at++] = rest;
  return at;
}

/** Maps small negative and positive numbers to small positive ones. Without bit operations, which have 32 bits only. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** Reads consecutive varints of Kafka (zigzag, least significant first). */
export class VarintReader {
  readonly #bytes: Buffer;
  /** Position of the next byte. */
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** A number. Throws a RangeError past 2⁵² or past the end. */
  read(): number {
    const value = this.readRoughly();
    if (!Number.isSafeInteger(value)) throw new RangeError("A number is too big");
    return value;
  }

  /** A number; NaN for one past 2⁵², which {@linkcode readLong} reads. */
  readRoughly(): number {
    let value = 0;
    for (let factor = 1;; factor *= 0x80) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError("A number is cut");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    if (value > Number.MAX_SAFE_INTEGER) return NaN;
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A number of up to 64 bits. */
  readLong(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError("A number is cut");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new RangeError("A number is too big");
  }

  /** A length; −1 stands for null. */
  readLength(): number {
    const length = this.read();
    if (length < -1) throw new RangeError("A length is below zero");
    return length;
  }

  /** Bytes after their length; null for length −1. */
  readBytes(): Buffer | null {
    const length = this.readLength();
    if (length < 0) return null;
    const start = this.at;
    this.at += length;
    return this.#bytes.subarray(start, this.at);
  }

  /** Skips bytes after their length. */
  skip(): void {
    const length = this.readLength();
    if (length > 0) this.at += length;
  }
}
