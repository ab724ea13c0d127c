/** Slots for each bucket, so that collisions stay few. */
const SLOTS_PER_BUCKET = 4;
/** Bits of a bucket; those above hold the number of the text. */
const BUCKET_BITS = 22;
const TEXTS = 1 << (32 - BUCKET_BITS);

/**
 * The set of buckets of one text, as a hash table with open addressing. Clearing it for the next text only raises a counter,
 * and a short text uses a small part of it that fits the first cache: removing repeats by sorting would take as long as
 * reading the text.
 */
export class BucketSet {
  /** Of each slot, the bucket and the number of the text that put it there. */
  readonly #slots: Uint32Array;
  #text = 0;

  /** @param most buckets of one text, each below 2²² */
  constructor(most: number) {
    this.#slots = new Uint32Array(powerOfTwo(SLOTS_PER_BUCKET * most));
  }

  /** Removes repeats among the first `count` buckets, keeping their order; returns how many are left. */
  keepFirst(buckets: Uint32Array, count: number): number {
    const slots = this.#slots;
    const mask = powerOfTwo(SLOTS_PER_BUCKET * count) - 1;
    if (++this.#text === TEXTS) {
      slots.fill(0);
      this.#text = 1;
    }
    const text = this.#text << BUCKET_BITS;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const bucket = buckets[i]!;
      const key = (text | bucket) >>> 0;
      let slot = bucket & mask;
      // A slot of another text counts as empty.
      for (; slots[slot] !== key; slot = (slot + 1) & mask) {
        if ((slots[slot]! ^ text) >>> BUCKET_BITS === 0) continue;
        slots[slot] = key;
        buckets[kept++] = bucket;
        break;
      }
    }
    return kept;
  }
}

function powerOfTwo(atLeast: number): number {
  return 1 << (32 - Math.clz32(Math.max(1, atLeast - 1)));
}
