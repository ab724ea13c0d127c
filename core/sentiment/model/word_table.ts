import { levelTable, quantise, type Quantised } from "./quantised.ts";

const ENTRY_BYTES = 7;
const SCALE_BYTES = 8;

/**
 * What a head learned from vectors of words: for each word a weight a class, by the hash of its normalised letters. Words that
 * stand in like company have like weights, also those that no labelled row holds.
 */
export class WordTable {
  readonly #hashes: Uint32Array;
  /** Of each slot, its entry. */
  readonly #entries: Uint32Array;
  readonly #mask: number;
  readonly #table: Float32Array;

  /** @param known hashes, rising, none of them 0 @param weights three for each, in that order */
  constructor(private readonly known: Uint32Array, private readonly weights: Quantised) {
    const slots = 1 << (33 - Math.clz32(Math.max(1, known.length)));
    this.#hashes = new Uint32Array(slots);
    this.#entries = new Uint32Array(slots);
    this.#mask = slots - 1;
    this.#table = levelTable(weights.largest);
    for (const [entry, hash] of known.entries()) {
      let slot = hash & this.#mask;
      while (this.#hashes[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#hashes[slot] = hash;
      this.#entries[slot] = entry;
    }
  }

  /** @param words hashes with three weights each; of a hash that is there twice the first counts */
  static from(words: Iterable<readonly [hash: number, weights: readonly number[]]>): WordTable {
    const first = new Map<number, readonly number[]>();
    for (const [hash, weights] of words) {
      if (hash !== 0 && !first.has(hash)) first.set(hash, weights);
    }
    const known = Uint32Array.from(first.keys()).sort();
    const weights = new Float32Array(known.length * 3);
    known.forEach((hash, i) => weights.set(first.get(hash)!, i * 3));
    return new WordTable(known, quantise(weights));
  }

  /** Number of words. */
  get size(): number {
    return this.known.length;
  }

  /** Adds a word's weights to three sums at `at`; nothing for an unknown word. */
  add(hash: number, sums: Float64Array, at: number): void {
    const hashes = this.#hashes;
    let slot = hash & this.#mask;
    for (; hashes[slot] !== hash; slot = (slot + 1) & this.#mask) if (hashes[slot] === 0) return;
    const from = this.#entries[slot]! * 3;
    const { levels } = this.weights;
    for (let c = 0; c < 3; c++) sums[at + c]! += this.#table[levels[from + c]! & 255]!;
  }

  /** Serializes it, little-endian: the scale of the weights, hashes, levels. */
  pack(): Uint8Array<ArrayBuffer> {
    const { known, weights } = this;
    const bytes = new Uint8Array(wordTableBytes(known.length));
    const view = new DataView(bytes.buffer);
    view.setFloat64(0, weights.largest, true);
    known.forEach((hash, i) => view.setUint32(SCALE_BYTES + i * 4, hash, true));
    bytes.set(new Uint8Array(weights.levels.buffer), SCALE_BYTES + known.length * 4);
    return bytes;
  }

  static unpack(bytes: Uint8Array, size: number): WordTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const known = Uint32Array.from(
      { length: size },
      (_, i) => view.getUint32(SCALE_BYTES + i * 4, true),
    );
    const levels = Int8Array.from(
      { length: size * 3 },
      (_, i) => view.getInt8(SCALE_BYTES + size * 4 + i),
    );
    return new WordTable(known, { levels, largest: view.getFloat64(0, true) });
  }
}

/** Bytes of a packed table of so many words. */
export function wordTableBytes(size: number): number {
  return SCALE_BYTES + size * ENTRY_BYTES;
}
