import { charGrams, GRAMS_MAX } from "./char_grams.ts";
import type { Tokens } from "./tokens.ts";

const SLOTS = 1 << 15;

/**
 * What the letters of a word add to the head's three logits, remembered by word: in ordinary text nine words in ten were
 * seen a moment ago, and a hundred look-ups become one.
 *
 * A slot holds the last word that fell into it. Sums are made of the same numbers in the same order each time, so that a
 * score does not depend on what was scored before.
 */
export class WordPieces {
  /** Of slot s for class c at s × 3 + c. */
  readonly sums = new Float64Array(SLOTS * 3);
  readonly counts = new Uint16Array(SLOTS);
  readonly #words = new Uint32Array(SLOTS);
  readonly #buckets = new Uint32Array(GRAMS_MAX);

  constructor(private readonly levels: Int8Array, private readonly table: Float32Array) {}

  /** The slot of a word, filled. */
  slotOf(tokens: Tokens, token: number): number {
    const word = tokens.hash[token]!;
    const slot = word & (SLOTS - 1);
    if (this.#words[slot] !== word) this.#fill(slot, word, tokens, token);
    return slot;
  }

  #fill(slot: number, word: number, tokens: Tokens, token: number): void {
    const { levels, table } = this;
    const count = charGrams(tokens, token, this.#buckets, 0);
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i < count; i++) {
      const at = this.#buckets[i]! * 3;
      a += table[levels[at]! & 255]!;
      b += table[levels[at + 1]! & 255]!;
      c += table[levels[at + 2]! & 255]!;
    }
    this.#words[slot] = word;
    this.counts[slot] = count;
    this.sums[slot * 3] = a;
    this.sums[slot * 3 + 1] = b;
    this.sums[slot * 3 + 2] = c;
  }
}
