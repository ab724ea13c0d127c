import { mix32 } from "./hash.ts";

const BITS = 1 << 20;

/**
 * The words that a model was trained on, as a Bloom filter of 128 KB: about one unknown word in a hundred counts as known,
 * a known one always does. The weights cannot tell, because most buckets are shared by several words.
 */
export class WordFilter {
  static readonly BYTES = BITS / 8;
  constructor(readonly bits: Uint8Array = new Uint8Array(WordFilter.BYTES)) {}

  add(hash: number): void {
    const a = hash >>> 12;
    const b = mix32(hash ^ 0x51ed270b) >>> 12;
    this.bits[a >>> 3]! |= 1 << (a & 7);
    this.bits[b >>> 3]! |= 1 << (b & 7);
  }

  has(hash: number): boolean {
    const a = hash >>> 12;
    if ((this.bits[a >>> 3]! & (1 << (a & 7))) === 0) return false;
    const b = mix32(hash ^ 0x51ed270b) >>> 12;
    return (this.bits[b >>> 3]! & (1 << (b & 7))) !== 0;
  }
}
