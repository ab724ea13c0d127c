import type { Features } from "../text/features.ts";
import type { HeadSignals } from "../text/head.ts";
import { WordBuckets } from "./head_features.ts";
import { levelTable, type Quantised } from "./quantised.ts";
import { SIGNAL_COUNT } from "../text/signals.ts";
import { TAG } from "../text/tokens.ts";
import type { WordTable } from "./word_table.ts";
import type { WordFilter } from "../text/word_filter.ts";
import { WordPieces } from "../text/word_pieces.ts";

/** Words of a post up to which the weights of its words are summed as they are: hardly a labelled post is longer. */
const WORDS_SUMMED = 40;

/** By what the sum of words' weights is multiplied, so that it does not outgrow all else in a post of so many words. */
export function wordShare(words: number): number {
  return Math.sqrt(WORDS_SUMMED / Math.max(WORDS_SUMMED, words));
}

/** Computes the three logits of a head. Not shared between threads: it reuses its buffers. */
export class HeadScorer {
  readonly #logits = new Float64Array(3);
  readonly #table: Float32Array;
  readonly #words: WordBuckets;
  readonly #buckets = new Uint32Array(1 << 14);
  readonly #pieces: WordPieces;

  readonly #sparse: Quantised;
  readonly #signals: HeadSignals;

  /** @param known the words that the head learned from */
  constructor({ sparse, signals, table }: {
    readonly sparse: Quantised;
    readonly signals: HeadSignals;
    readonly table?: WordTable;
  }, known: WordFilter) {
    this.#sparse = sparse;
    this.#signals = signals;
    this.#table = levelTable(sparse.largest);
    this.#words = new WordBuckets(Math.log2(sparse.levels.length / 3));
    this.#pieces = new WordPieces(sparse.levels, this.#table, known, table);
  }

  /**
   * Logits of negative, neutral and positive; overwritten by the next text.
   *
   * @param features which have read the text
   * @param values its signals
   */
  logits(features: Features, values: Float32Array): Float64Array {
    const signals = this.#signals;
    const table = this.#table;
    const levels = this.#sparse.levels;
    const buckets = this.#buckets;
    let used = this.#words.read(features, buckets);
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i < used; i++) {
      const at = buckets[i]! * 3;
      a += table[levels[at]! & 255]!;
      b += table[levels[at + 1]! & 255]!;
      c += table[levels[at + 2]! & 255]!;
    }
    const { tokens } = features;
    const pieces = this.#pieces;
    const { sums, counts, own } = pieces;
    let wordA = 0;
    let wordB = 0;
    let wordC = 0;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i]! > TAG) continue;
      const slot = pieces.slotOf(tokens, i);
      a += sums[slot * 3]!;
      b += sums[slot * 3 + 1]!;
      c += sums[slot * 3 + 2]!;
      used += counts[slot]!;
      if (own.length === 0) continue;
      wordA += own[slot * 3]!;
      wordB += own[slot * 3 + 1]!;
      wordC += own[slot * 3 + 2]!;
    }
    const share = wordShare(tokens.words);
    a += wordA * share;
    b += wordB * share;
    c += wordC * share;
    const norm = 1 / Math.sqrt(used);
    a *= norm;
    b *= norm;
    c *= norm;
    for (let i = 0; i < SIGNAL_COUNT; i++) {
      const signal = values[i]!;
      a += signals[i * 3]! * signal;
      b += signals[i * 3 + 1]! * signal;
      c += signals[i * 3 + 2]! * signal;
    }
    const logits = this.#logits;
    logits[0] = a;
    logits[1] = b;
    logits[2] = c;
    return logits;
  }
}
