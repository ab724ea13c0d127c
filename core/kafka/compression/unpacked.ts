/** The data decompresses to more than the allowed bytes. */
export class TooManyBytes extends RangeError {
  override readonly name = "TooManyBytes";
}

/** Up to so many bytes are copied one by one: a call of copyWithin costs more. */
const SHORT_COPY_BYTES = 32;

/** A buffer that grows while data is decompressed, up to a limit. */
export class Unpacked {
  readonly #maxBytes: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number, maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#bytes = new Uint8Array(Math.min(expected, maxBytes));
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  append(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const end = this.#makeRoom(to - from);
    if (to - from > SHORT_COPY_BYTES) this.#bytes.set(bytes.subarray(from, to), this.#length);
    else for (let at = this.#length; from < to;) this.#bytes[at++] = bytes[from++]!;
    this.#length = end;
  }

  /** Appends `count` bytes from `distance` before the end; the ranges may overlap. */
  repeat(distance: number, count: number): void {
    const end = this.#makeRoom(count);
    const bytes = this.#bytes;
    let from = this.#length - distance;
    if (count > SHORT_COPY_BYTES && count <= distance) {
      bytes.copyWithin(this.#length, from, from + count);
    } else for (let at = this.#length; at < end;) bytes[at++] = bytes[from++]!;
    this.#length = end;
  }

  #makeRoom(count: number): number {
    const end = this.#length + count;
    if (end > this.#maxBytes) throw new TooManyBytes(`more than ${this.#maxBytes} bytes`);
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(
        Math.min(this.#maxBytes, Math.max(end, 2 * this.#bytes.length)),
      );
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    return end;
  }
}
