import type { Tokens } from "../text/tokens.ts";
import { CLASSES, type Network } from "./network.ts";
import type { Sequences } from "./sequences.ts";
import { ROWS_MAX, SEQUENCE_MAX, tokenRows } from "./token_rows.ts";

const SLOTS = 1 << 15;
/** What stands before the first token and after the last: zeros. */
const BEYOND = SLOTS;

/**
 * The network without tfjs, for one post at a time.
 *
 * A filter over three tokens is the sum of what it makes of each, and that depends on the word and its place alone: it is
 * computed once for a word and kept. What is left for a post is to add and to compare. A slot keeps the last word that
 * fell into it; where two of one post fall into the same, the second takes the next that the post has not.
 * Not shared between threads: it reuses its buffers.
 */
export class NetworkScorer {
  /** Logits of the last post, by class. */
  readonly logits = new Float64Array(CLASSES);
  /** What a slot's word gives each filter before, at and after the place: 3 × filters a slot. */
  readonly #answers: Float32Array;
  /** What its mean embedding adds to the logits. */
  readonly #shares = new Float32Array(SLOTS * CLASSES);
  readonly #keys = new Uint32Array(SLOTS);
  /** The last post that each slot took part in, by number; 0: it was never filled. */
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

  /** Judges the text that `tokens` read last. */
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
    return this.#judge(count);
  }

  /** Judges a post of training; a scorer is for one or for the other, their keys differ. */
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
    return this.#judge(tokens.length);
  }

  /** Where a word is or may be kept: what this post has already put somewhere stays there until it is judged. */
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

  #judge(count: number): Float64Array {
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

  /** The strongest answer of each filter over all places. */
  #convolve(count: number): void {
    const { filters } = this.network.shape;
    const answers = this.#answers;
    const slots = this.#slots;
    const strongest = this.#strongest.fill(-Infinity);
    const stride = 3 * filters;
    for (let i = 0; i < count; i++) {
      const at = slots[i]! * stride + filters;
      const before = (i === 0 ? BEYOND : slots[i - 1]!) * stride;
      const after = (i === count - 1 ? BEYOND : slots[i + 1]!) * stride + 2 * filters;
      for (let f = 0; f < filters; f++) {
        const answer = answers[at + f]! + answers[before + f]! + answers[after + f]!;
        if (answer > strongest[f]!) strongest[f] = answer;
      }
    }
  }
}
