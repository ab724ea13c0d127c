import { ENTRY_BYTES_MAX, FRAME_HEADER_BYTES } from "./frame.ts";

/** The polynomial of CRC-32, bits reversed: the highest bit stands for x⁰. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
/** Powers of x⁸ are looked up as two digits of so many bits: two of them cover {@linkcode ENTRY_BYTES_MAX}. */
const DIGIT_BITS = 13;
const DIGIT_MASK = (1 << DIGIT_BITS) - 1;

/**
 * Finds whole frames at any place of a segment file, each in constant time: whether the checksum of a candidate holds
 * is computed from the checksums of what comes before its two ends, without reading its bytes again. So a file in
 * which every place looks like the head of a long frame costs no more than any other.
 */
export class FrameFinder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The CRC register, without its inversions, after the first `n` bytes. */
  readonly #registers: Uint32Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#registers = new Uint32Array(bytes.byteLength + 1);
    const table = tables().bytes;
    let register = 0;
    for (let at = 0; at < bytes.byteLength; at++) {
      register = table[(register ^ bytes[at]!) & 0xff]! ^ (register >>> 8);
      this.#registers[at + 1] = register;
    }
  }

  /** Where the first whole frame at or after `from` begins; undefined where there is none. */
  next(from: number): number | undefined {
    for (let at = from; at + FRAME_HEADER_BYTES < this.#bytes.byteLength; at++) {
      if (this.#isFrame(at)) return at;
    }
    return undefined;
  }

  #isFrame(at: number): boolean {
    const length = this.#view.getUint32(at, true);
    const start = at + FRAME_HEADER_BYTES;
    if (length === 0 || length > ENTRY_BYTES_MAX || start + length > this.#bytes.byteLength) {
      return false;
    }
    // CRC-32 begins with all bits set and ends with an inversion.
    const before = (this.#registers[start]! ^ 0xffffffff) >>> 0;
    const checksum = ~(this.#registers[start + length]! ^ shifted(before, length)) >>> 0;
    return checksum === this.#view.getUint32(at + 4, true);
  }
}

/** The register after `count` more zero bytes: its product with x⁸ to the power of `count`. */
function shifted(register: number, count: number): number {
  const { low, high } = tables();
  return times(times(register, low[count & DIGIT_MASK]!), high[count >>> DIGIT_BITS]!);
}

/** The product of two polynomials over GF(2), modulo that of CRC-32. */
function times(a: number, b: number): number {
  let product = 0;
  let shifting = b;
  for (let left = a | 0; left !== 0; left <<= 1) {
    if (left < 0) product ^= shifting;
    shifting = (shifting & 1) === 0 ? shifting >>> 1 : (shifting >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

interface Tables {
  /** The register's change by one byte. */
  readonly bytes: Uint32Array;
  /** x⁸ to the power of each low digit, and of each high one. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

let made: Tables | undefined;

function tables(): Tables {
  return made ??= {
    bytes: Uint32Array.from({ length: 256 }, (_, byte) => {
      let register = byte;
      for (let bit = 0; bit < 8; bit++) {
        register = (register & 1) === 0 ? register >>> 1 : (register >>> 1) ^ POLYNOMIAL;
      }
      return register >>> 0;
    }),
    low: powers(ONE >>> 8),
    high: powers(powerOf(ONE >>> 8, 1 << DIGIT_BITS)),
  };
}

function powers(base: number): Uint32Array {
  const all = new Uint32Array(1 << DIGIT_BITS);
  all[0] = ONE;
  for (let exponent = 1; exponent < all.length; exponent++) {
    all[exponent] = times(all[exponent - 1]!, base);
  }
  return all;
}

/** `exponent` is a power of two. */
function powerOf(base: number, exponent: number): number {
  let power = base;
  for (let done = 1; done < exponent; done *= 2) power = times(power, power);
  return power;
}
