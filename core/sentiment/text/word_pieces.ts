import { charGrams, GRAMS_MAX } from "./char_grams.ts";
import type { Tokens } from "./tokens.ts";

const SLOTS = 1 << 15;
/**
 * How far the n-grams of an unknown word without a rating may move the odds of positive against negative, before they are
 * divided by the root of a post's features. What its letters share with other words is chance more than mood, and a name of
 * people that is in no list must not be judged by it.
 */
const UNKNOWN_ODDS = 4;

/** Adds the weights of the word with a hash to three sums at a place. */
interface WholeWords {
  add(hash: number, sums: Float64Array, at: number): void;
}

/** The words that a head learned from. */
interface KnownWords {
  has(hash: number): boolean;
}

/**
 * A cache, by word, of the sums that its character n-grams add to the head's three logits, and of its weights in a table if
 * there is one. In ordinary text nine words in ten were seen shortly before: one look-up replaces a hundred.
 *
 * A slot holds the last word that hashed to it. A sum is always computed from the same numbers in the same order, so that a
 * score does not depend on earlier texts.
 */
export class WordPieces {
  /** Sum of slot s for class c, at s × 3 + c. */
  readonly sums = new Float64Array(SLOTS * 3);
  readonly counts = new Uint16Array(SLOTS);
  /** Weights of the word itself, likewise; empty where there is no table of words. */
  readonly own: Float64Array;
  readonly #words = new Uint32Array(SLOTS);
  readonly #buckets = new Uint32Array(GRAMS_MAX);

  readonly #bits: number;

  /**
   * @param levels three for each bucket, of which there are a power of two
   * @param known words whose n-grams count in full
   * @param words weights of whole words
   */
  constructor(
    private readonly levels: Int8Array,
    private readonly table: Float32Array,
    private readonly known: KnownWords,
    private readonly words?: WholeWords,
  ) {
    this.#bits = Math.log2(levels.length / 3);
    this.own = new Float64Array(words === undefined ? 0 : SLOTS * 3);
  }

  /** Fills the slot of a word if needed, and returns it. */
  slotOf(tokens: Tokens, token: number): number {
    const word = tokens.hash[token]!;
    const slot = word & (SLOTS - 1);
    if (this.#words[slot] !== word) this.#fill(slot, word, tokens, token);
    return slot;
  }

  #fill(slot: number, word: number, tokens: Tokens, token: number): void {
    const { levels, table } = this;
    const count = charGrams(tokens, token, { into: this.#buckets, at: 0, bits: this.#bits });
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i < count; i++) {
      const at = this.#buckets[i]! * 3;
      a += table[levels[at]! & 255]!;
      b += table[levels[at + 1]! & 255]!;
      c += table[levels[at + 2]! & 255]!;
    }
    const odds = c - a;
    if (Math.abs(odds) > UNKNOWN_ODDS && tokens.rating[token] === 0 && !this.known.has(word)) {
      const over = (odds - Math.sign(odds) * UNKNOWN_ODDS) / 2;
      a += over;
      c -= over;
    }
    this.#words[slot] = word;
    this.counts[slot] = count;
    this.sums[slot * 3] = a;
    this.sums[slot * 3 + 1] = b;
    this.sums[slot * 3 + 2] = c;
    if (this.words === undefined) return;
    this.own.fill(0, slot * 3, slot * 3 + 3);
    this.words.add(word, this.own, slot * 3);
  }
}
