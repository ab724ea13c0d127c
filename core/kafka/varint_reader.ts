/** A stretch of bytes. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Reads Kafka's numbers of variable length (zigzag, least significant first), one after the other. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  /** Where the next byte is read. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** A number; one past 2⁵³ is a RangeError, and so is the end. */
  read(): number {
    let value = 0;
    for (let factor = 1;; factor *= 0x80) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError("A number is cut");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new RangeError("A number is too big");
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A length, and passes by as many bytes; null where it says −1, for nothing. */
  readLength(): Stretch | null {
    const length = this.read();
    if (length === -1) return null;
    if (length < 0) throw new RangeError("A length is below zero");
    const start = this.at;
    this.at += length;
    return { start, end: this.at };
  }
}
