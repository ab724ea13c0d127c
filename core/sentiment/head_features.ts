import { charGrams, MOST_GRAMS } from "./char_grams.ts";
import type { Features } from "./features.ts";
import { HEAD_SHIFT } from "./head.ts";
import { TAG } from "./tokens.ts";

/** What the head reads of a text: its word features in the head's own buckets, then the pieces of its words. */
export class HeadFeatures {
  index = new Uint32Array(1 << 14);
  count = 0;

  /** Takes over from the text that `features` read last. */
  read(features: Features): void {
    let count = wordBuckets(features, this.index);
    const { tokens } = features;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i]! > TAG) continue;
      if (count + MOST_GRAMS > this.index.length) this.#grow();
      count = charGrams(tokens, i, this.index, count);
    }
    this.count = count;
  }

  #grow(): void {
    const larger = new Uint32Array(this.index.length * 2);
    larger.set(this.index);
    this.index = larger;
  }
}

/** Writes the word features' buckets, each once; they come sorted. Returns how many. */
export function wordBuckets({ index, count }: Features, into: Uint32Array): number {
  let previous = -1;
  let used = 0;
  for (let i = 0; i < count; i++) {
    const bucket = index[i]! >>> HEAD_SHIFT;
    if (bucket !== previous) into[used++] = previous = bucket;
  }
  return used;
}
