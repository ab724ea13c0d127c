import type { Tokens } from "../text/tokens.ts";
import { ROWS_MAX, SEQUENCE_MAX, tokenRows } from "./token_rows.ts";

/**
 * Posts as packed sequences of tokens: each token is an index into the vocabulary, which holds the embedding rows of each.
 * No text is kept.
 */
export class Sequences {
  length = 0;
  readonly #ids = new Map<number, number>();
  #tokens = new Uint32Array(1 << 20);
  #starts = new Uint32Array(1 << 16);
  #rows = new Uint32Array(1 << 20);
  #rowStarts = new Uint32Array(1 << 16);

  /** @param bits of the embedding */
  constructor(readonly bits: number) {}

  /** Different tokens. */
  get vocabulary(): number {
    return this.#ids.size;
  }

  /** Adds the text that `tokens` read last. */
  push(tokens: Tokens): void {
    const count = Math.min(tokens.count, SEQUENCE_MAX);
    const start = this.#starts[this.length]!;
    this.#tokens = roomFor(this.#tokens, start + count);
    for (let i = 0; i < count; i++) this.#tokens[start + i] = this.#idOf(tokens, i);
    this.#starts = roomFor(this.#starts, this.length + 2);
    this.#starts[++this.length] = start + count;
  }

  /** Tokens of a post. */
  tokens(post: number): Uint32Array {
    return this.#tokens.subarray(this.#starts[post]!, this.#starts[post + 1]!);
  }

  /** Embedding rows of a token. */
  rows(token: number): Uint32Array {
    return this.#rows.subarray(this.#rowStarts[token]!, this.#rowStarts[token + 1]!);
  }

  #idOf(tokens: Tokens, token: number): number {
    const hash = tokens.hash[token]!;
    const known = this.#ids.get(hash);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(hash, id);
    const start = this.#rowStarts[id]!;
    this.#rows = roomFor(this.#rows, start + ROWS_MAX);
    this.#rowStarts = roomFor(this.#rowStarts, id + 2);
    this.#rowStarts[id + 1] = tokenRows(tokens, token, this.bits, this.#rows, start);
    return id;
  }
}

function roomFor(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Uint32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
