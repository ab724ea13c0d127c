/** Bytes in another place (a segment file) that are read only when they are sent. */
export interface ByteSource {
  readonly byteLength: number;
}

const utf8 = new TextEncoder();

/**
 * Writes the primitive types of the Kafka protocol. The result is a list of parts, bytes and {@linkcode ByteSource}s, so that
 * a response of megabytes is never in memory as a whole.
 */
export class WireWriter {
  readonly version: number;
  readonly flexible: boolean;
  readonly #parts: (Uint8Array | ByteSource)[] = [];
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #start = 0;
  #position = 0;
  #before = 0;

  constructor(options: { version?: number; flexible?: boolean } = {}) {
    this.version = options.version ?? 0;
    this.flexible = options.flexible ?? false;
  }

  /** Bytes written so far, including those of sources. */
  get byteLength(): number {
    return this.#before + this.#position - this.#start;
  }

  int8(value: number): void {
    const at = this.#room(1);
    this.#view.setInt8(at, value);
  }

  int16(value: number): void {
    const at = this.#room(2);
    this.#view.setInt16(at, value);
  }

  int32(value: number): void {
    const at = this.#room(4);
    this.#view.setInt32(at, value);
  }

  int64(value: bigint): void {
    const at = this.#room(8);
    this.#view.setBigInt64(at, value);
  }

  uvarint(value: number): void {
    while (value > 0x7f) {
      const at = this.#room(1);
      this.#view.setUint8(at, (value % 128) | 0x80);
      value = Math.floor(value / 128);
    }
    const at = this.#room(1);
    this.#view.setUint8(at, value);
  }

  /** Zigzag LEB128; exact up to 2^52. */
  varint(value: number): void {
    this.uvarint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#room(bytes.byteLength);
    this.#bytes.set(bytes, at);
  }

  string(value: string | null): void {
    if (value === null) return this.flexible ? this.uvarint(0) : this.int16(-1);
    const bytes = utf8.encode(value);
    if (this.flexible) this.uvarint(bytes.byteLength + 1);
    else this.int16(bytes.byteLength);
    this.raw(bytes);
  }

  /** Length of bytes, records or an array; -1 for null. */
  length(value: number): void {
    if (this.flexible) this.uvarint(value + 1);
    else this.int32(value);
  }

  /** Appends a source, whose length must have been written before. */
  source(source: ByteSource): void {
    if (source.byteLength === 0) return;
    this.#seal();
    this.#parts.push(source);
    this.#before += source.byteLength;
  }

  /** All parts in order. The writer must not be used afterwards. */
  parts(): readonly (Uint8Array | ByteSource)[] {
    this.#seal();
    return this.#parts;
  }

  /** All bytes in one piece; only if there are no sources. */
  toBytes(): Uint8Array {
    this.#seal();
    const whole = new Uint8Array(this.#before);
    let at = 0;
    for (const part of this.#parts) {
      if (!(part instanceof Uint8Array)) throw new TypeError("Cannot copy a byte source");
      whole.set(part, at);
      at += part.byteLength;
    }
    return whole;
  }

  #seal(): void {
    if (this.#position === this.#start) return;
    this.#parts.push(this.#bytes.subarray(this.#start, this.#position));
    this.#before += this.#position - this.#start;
    this.#start = this.#position;
  }

  /** Makes room for `length` bytes. Call it before reading `#view`, which it may replace. */
  #room(length: number): number {
    const at = this.#position;
    if (at + length > this.#bytes.byteLength) {
      const unsealed = this.#bytes.subarray(this.#start, at);
      const grown = new Uint8Array(
        Math.max(unsealed.byteLength + length, 512, unsealed.byteLength * 2),
      );
      grown.set(unsealed);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
      this.#start = 0;
      this.#position = unsealed.byteLength;
      return this.#room(length);
    }
    this.#position = at + length;
    return at;
  }
}
