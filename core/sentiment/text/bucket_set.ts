/** Slots for each bucket that a text may have: collisions stay few. */
const SPACIOUS = 4;
/** Bits of a bucket; those above hold the number of the text. */
const BUCKET_BITS = 22;
const TEXTS = 1 << (32 - BUCKET_BITS);

/**
 * Which buckets a text has had already. It is emptied for the next text by counting up, and so small for a short text that
 * it lies in the first cache: sorting the buckets to find repeats would take as long as reading the text.
 */
export class BucketSet {
  /** Of each slot, the bucket and the number of the text that put it there. */
  readonly #slots: Uint32Array;
  #text = 0;

  /** @param most buckets of one text, each below 2²² */
  constructor(most: number) {
    this.#slots = new Uint32Array(powerOfTwo(SPACIOUS * most));
  }

  /** Moves what comes for the first time among the first `count` to the front, in its order; returns how many. */
  keepFirst(buckets: Uint32Array, count: number): number {
    const slots = this.#slots;
    const mask = powerOfTwo(SPACIOUS * count) - 1;
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
      // What stands there of another text is as good as nothing.
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
