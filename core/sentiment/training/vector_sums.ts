import type { WordVectors } from "../data/word_vectors.ts";
import { wordShare } from "../model/head_scorer.ts";
import { WordTable } from "../model/word_table.ts";
import { TAG, type Tokens } from "../text/tokens.ts";
import { hashOf } from "../text/vocabulary.ts";

/** Makes the numbers of a sum as large as signals are. */
const SCALE = 4;
/** Words as the tokenizer makes them. */
const PLAIN_WORD = /^[\p{L}\p{N}']+$/u;

/**
 * The vectors of a post's words, summed: inputs of a head while it learns. A weight of such an input is one of every word, as
 * far as its vector has that number: what a head learns from them is a weight for each word, and scoring needs no vectors.
 */
export class VectorSums {
  readonly #places: ReadonlyMap<number, number>;
  readonly #sums: Float32Array[] = [];

  /** @param names 1 for each word that gets no weight */
  constructor(private readonly vectors: WordVectors, names: Uint8Array) {
    const places = new Map<number, number>();
    for (const [place, word] of vectors.words.entries()) {
      if (names[place] === 1 || !PLAIN_WORD.test(word)) continue;
      const hash = hashOf(word);
      if (!places.has(hash)) places.set(hash, place);
    }
    this.#places = places;
  }

  /** @param count features of the post in the head, by whose root scoring divides the weights of its words */
  push(tokens: Tokens, count: number): void {
    const { size, values } = this.vectors;
    const sum = new Float32Array(size);
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i]! > TAG) continue;
      const place = this.#places.get(tokens.hash[i]!);
      if (place === undefined) continue;
      for (let d = 0; d < size; d++) sum[d]! += values[place * size + d]!;
    }
    const norm = SCALE * wordShare(tokens.words) / Math.sqrt(Math.max(1, count));
    this.#sums.push(sum.map((value) => value * norm));
  }

  /** The sums of all posts. */
  rows(): { readonly size: number; readonly values: Float32Array } {
    const { size } = this.vectors;
    const values = new Float32Array(this.#sums.length * size);
    for (const [row, sum] of this.#sums.entries()) values.set(sum, row * size);
    return { size, values };
  }

  /** The weights of the words, made from those of a vector's numbers: of number i for class c at i × 3 + c. */
  table(weights: Float64Array): WordTable {
    const { size, values } = this.vectors;
    return WordTable.from(
      [...this.#places].map(([hash, place]) => {
        const own = [0, 0, 0];
        for (let d = 0; d < size; d++) {
          for (let c = 0; c < 3; c++) own[c]! += values[place * size + d]! * weights[d * 3 + c]!;
        }
        return [hash, own.map((weight) => weight * SCALE)] as const;
      }),
    );
  }
}
