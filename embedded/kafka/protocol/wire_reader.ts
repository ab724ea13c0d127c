/** Bytes that violate the protocol. The connection that sent them is closed. */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
}

const utf8 = new TextDecoder();

/**
 * Reads the primitive types of the Kafka protocol. Throws on reading past the end and on lengths beyond the remaining bytes.
 *
 * It has the API version and whether that version is flexible (compact lengths, tagged fields), because every codec needs
 * both.
 */
export class WireReader {
  readonly version: number;
  readonly flexible: boolean;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array, options: { version?: number; flexible?: boolean } = {}) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.version = options.version ?? 0;
    this.flexible = options.flexible ?? false;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.#bytes.byteLength - this.#position;
  }

  /** The unread bytes, as a view. */
  rest(): Uint8Array {
    return this.#bytes.subarray(this.#position);
  }

  int8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#take(8));
  }

  /** Unsigned LEB128, at most 32 bits. */
  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#view.getUint8(this.#take(1));
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new MalformedError("a varint is longer than 32 bits");
  }

  /** Zigzag LEB128 of up to 64 bits; exact up to 2^53. */
  varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = this.#view.getUint8(this.#take(1));
      value += (byte & 0x7f) * factor;
      if ((byte & 0x80) === 0) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new MalformedError("a varint is longer than 64 bits");
  }

  /** `length` bytes as a view, valid as long as the request's buffer. */
  view(length: number): Uint8Array {
    if (length < 0) throw new MalformedError(`a length of ${length}`);
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(length: number): string {
    return utf8.decode(this.view(length));
  }

  /** Length of a string, or -1 for null. */
  stringLength(): number {
    return this.flexible ? this.uvarint() - 1 : this.int16();
  }

  /** Length of bytes or records, or -1 for null. */
  bytesLength(): number {
    return this.flexible ? this.uvarint() - 1 : this.int32();
  }

  /** Number of elements of an array, or -1 for null; limited by the remaining bytes, because an element has at least one. */
  arrayLength(): number {
    const length = this.bytesLength();
    if (length > this.remaining) {
      throw new MalformedError(`an array of ${length} in ${this.remaining} bytes`);
    }
    return length;
  }

  #take(length: number): number {
    const start = this.#position;
    if (length > this.#bytes.byteLength - start) {
      throw new MalformedError(`${length} bytes wanted at ${start} of ${this.#bytes.byteLength}`);
    }
    this.#position = start + length;
    return start;
  }
}
