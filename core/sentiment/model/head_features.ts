import { charGrams, GRAMS_MAX } from "../text/char_grams.ts";
import { BucketSet } from "../text/bucket_set.ts";
import { type Features, FEATURES_MAX } from "../text/features.ts";
import { headShift } from "../text/head.ts";
import { TAG } from "../text/tokens.ts";

/** Sparse inputs of the three-class head: a text's word features in the head's buckets, then the words' character n-grams. */
export class HeadFeatures {
  index = new Uint32Array(1 << 14);
  count = 0;
  readonly #words: WordBuckets;

  /** @param bits of the head's buckets */
  constructor(readonly bits: number) {
    this.#words = new WordBuckets(bits);
  }

  /** Reads the text that `features` read last. */
  read(features: Features): void {
    let count = this.#words.read(features, this.index);
    const { tokens } = features;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i]! > TAG) continue;
      if (count + GRAMS_MAX > this.index.length) this.#grow();
      count = charGrams(tokens, i, { into: this.index, at: count, bits: this.bits });
    }
    this.count = count;
  }

  #grow(): void {
    const larger = new Uint32Array(this.index.length * 2);
    larger.set(this.index);
    this.index = larger;
  }
}

/** A text's word features in the head's buckets, without repeats, in the order of the features. */
export class WordBuckets {
  readonly #once = new BucketSet(FEATURES_MAX);
  readonly #shift: number;

  /** @param bits of the head's buckets */
  constructor(bits: number) {
    this.#shift = headShift(bits);
  }

  /** Writes them to `into`; returns how many. */
  read({ index, count }: Features, into: Uint32Array): number {
    const shift = this.#shift;
    for (let i = 0; i < count; i++) into[i] = index[i]! >>> shift;
    return this.#once.keepFirst(into, count);
  }
}
