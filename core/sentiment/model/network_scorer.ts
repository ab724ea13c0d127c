import type { Tokens } from "../text/tokens.ts";
import { CLASSES, type Network } from "./network.ts";
import type { Sequences } from "./sequences.ts";
import { ROWS_MAX, SEQUENCE_MAX, tokenRows } from "./token_rows.ts";

const SLOTS = 1 << 15;
/** The slot before the first token and after the last; its numbers are zeros. */
const PADDING = SLOTS;

/**
 * Runs the network without tfjs, one post at a time.
 *
 * The output of a filter is the sum of three products, each of which depends only on a word and its place in the filter.
 * They are computed once for each word and cached: a post only takes sums and maxima. A slot keeps the last word that
 * hashed to it; if two words of one post collide, the second takes the next slot that the post does not use.
 * Not shared between threads: it reuses its buffers.
 */
export class NetworkScorer {
  /** Logits of the last post, by class. */
  readonly logits = new Float64Array(CLASSES);
  /** Products of a slot's word with each filter, as previous, own and next token: 3 × filters for each slot. */
  readonly #answers: Float32Array;
  /** What a slot's word adds to the logits through the mean embedding. */
  readonly #shares = new Float32Array(SLOTS * CLASSES);
  readonly #keys = new Uint32Array(SLOTS);
  /** Number of the last post that used each slot; 0 for a slot that was never filled. */
  readonly #lastPost = new Float64Array(SLOTS);
  #post = 0;
  readonly #slots = new Uint16Array(SEQUENCE_MAX);
  readonly #rows = new Uint32Array(ROWS_MAX);
  readonly #vector: Float32Array;
  readonly #strongest: Float32Array;

  constructor(readonly network: Network) {
    const { filters, size } = network.shape;
    this.#answers = new Float32Array((SLOTS + 1) * 3 * filters);
    this.#vector = new Float32Array(size);
    this.#strongest = new Float32Array(filters);
  }

  /** Logits of the text that `tokens` read last. */
  read(tokens: Tokens): Float64Array {
    const count = Math.min(tokens.count, SEQUENCE_MAX);
    const { bits } = this.network.shape;
    this.#post++;
    for (let i = 0; i < count; i++) {
      const key = tokens.hash[i]!;
      const slot = this.#slotOf(key);
      if (!this.#holds(slot, key)) {
        this.#fill(slot, key, this.#rows, tokenRows(tokens, i, bits, this.#rows, 0));
      }
      this.#lastPost[slot] = this.#post;
      this.#slots[i] = slot;
    }
    return this.#logitsOf(count);
  }

  /** Logits of a training post. Use a scorer either for this or for {@linkcode read}: their keys differ. */
  readPost(sequences: Sequences, post: number): Float64Array {
    const tokens = sequences.tokens(post);
    this.#post++;
    for (let i = 0; i < tokens.length; i++) {
      const key = tokens[i]!;
      const slot = this.#slotOf(key);
      if (!this.#holds(slot, key)) {
        const rows = sequences.rows(key);
        this.#fill(slot, key, rows, rows.length);
      }
      this.#lastPost[slot] = this.#post;
      this.#slots[i] = slot;
    }
    return this.#logitsOf(tokens.length);
  }

  /** The slot that holds a word or may be filled with it; slots in use by the current post are not replaced. */
  #slotOf(key: number): number {
    let slot = key & (SLOTS - 1);
    while (this.#lastPost[slot] === this.#post && this.#keys[slot] !== key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  #holds(slot: number, key: number): boolean {
    return this.#keys[slot] === key && this.#lastPost[slot] !== 0;
  }

  #fill(slot: number, key: number, rows: Uint32Array, count: number): void {
    const { shape: { size, filters }, embedding, convolution, output } = this.network;
    const vector = this.#vector.fill(0);
    for (let i = 0; i < count; i++) {
      const row = rows[i]! * size;
      for (let d = 0; d < size; d++) vector[d]! += embedding[row + d]!;
    }
    const norm = 1 / Math.sqrt(count);
    const answers = this.#answers;
    const from = slot * 3 * filters;
    answers.fill(0, from, from + 3 * filters);
    this.#shares.fill(0, slot * CLASSES, (slot + 1) * CLASSES);
    for (let d = 0; d < size; d++) {
      const value = vector[d]! * norm;
      for (let place = 0; place < 3; place++) {
        const weights = (place * size + d) * filters;
        const at = from + place * filters;
        for (let f = 0; f < filters; f++) answers[at + f]! += value * convolution[weights + f]!;
      }
      for (let c = 0; c < CLASSES; c++) {
        this.#shares[slot * CLASSES + c]! += value * output[(filters + d) * CLASSES + c]!;
      }
    }
    this.#keys[slot] = key;
  }

  #logitsOf(count: number): Float64Array {
    const { shape: { filters }, bias, output, outputBias } = this.network;
    const logits = this.logits;
    for (let c = 0; c < CLASSES; c++) logits[c] = outputBias[c]!;
    if (count === 0) return logits;
    this.#convolve(count);
    for (let f = 0; f < filters; f++) {
      const strongest = this.#strongest[f]! + bias[f]!;
      if (strongest <= 0) continue;
      const at = f * CLASSES;
      logits[0]! += strongest * output[at]!;
      logits[1]! += strongest * output[at + 1]!;
      logits[2]! += strongest * output[at + 2]!;
    }
    const shares = this.#shares;
    for (let i = 0; i < count; i++) {
      const at = this.#slots[i]! * CLASSES;
      for (let c = 0; c < CLASSES; c++) logits[c]! += shares[at + c]! / count;
    }
    return logits;
  }

  /** The maximum of each filter over all tokens. */
  #convolve(count: number): void {
    const { filters } = this.network.shape;
    const answers = this.#answers;
    const slots = this.#slots;
    const strongest = this.#strongest.fill(-Infinity);
    const stride = 3 * filters;
    for (let i = 0; i < count; i++) {
      const at = slots[i]! * stride + filters;
      const before = (i === 0 ? PADDING : slots[i - 1]!) * stride;
      const after = (i === count - 1 ? PADDING : slots[i + 1]!) * stride + 2 * filters;
      for (let f = 0; f < filters; f++) {
        const answer = answers[at + f]! + answers[before + f]! + answers[after + f]!;
        if (answer > strongest[f]!) strongest[f] = answer;
      }
    }
  }
}
