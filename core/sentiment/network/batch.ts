import { type NetworkShape, WIDTH } from "../model/network.ts";
import type { Sequences } from "../model/sequences.ts";

/** The convolution's input for some posts: one line for each token, holding the token and its neighbours. No padding. */
export class Batch {
  /** Lines of post p: from starts[p] to starts[p + 1]. */
  readonly starts: Uint32Array;
  /** Embeddings of the previous, own and next token: WIDTH × size for each line; zeros beyond a post's ends. */
  readonly windows: Float32Array;
  /** Mean embedding of each post: size a line. */
  readonly means: Float32Array;
  readonly #tokens: Uint32Array;
  readonly #size: number;

  /** @param keep called for each token; where it returns false, the token's embedding is zero (token dropout) */
  constructor(
    readonly sequences: Sequences,
    readonly posts: Uint32Array,
    { shape: { size }, embedding }: { shape: NetworkShape; embedding: Float32Array },
    keep: () => boolean = () => true,
  ) {
    this.#size = size;
    this.starts = new Uint32Array(posts.length + 1);
    posts.forEach((post, p) => {
      this.starts[p + 1] = this.starts[p]! + sequences.tokens(post).length;
    });
    const lines = this.starts.at(-1)!;
    this.windows = new Float32Array(lines * WIDTH * size);
    this.means = new Float32Array(posts.length * size);
    this.#tokens = new Uint32Array(lines);
    posts.forEach((post, p) => {
      this.#tokens.set(sequences.tokens(post), this.starts[p]!);
      for (let line = this.starts[p]!; line < this.starts[p + 1]!; line++) {
        if (!keep()) this.#tokens[line] = DROPPED;
      }
    });
    const vector = new Float32Array(size);
    this.#eachToken((line, token, p) => {
      embed(sequences.rows(token), embedding, vector);
      this.#eachPlace(line, p, (at) => this.windows.set(vector, at));
      const share = 1 / (this.starts[p + 1]! - this.starts[p]!);
      for (let d = 0; d < size; d++) this.means[p * size + d]! += vector[d]! * share;
    });
  }

  get lines(): number {
    return this.#tokens.length;
  }

  /** Adds up the gradients of windows and means for each token, and calls `use` with it and the token's rows. */
  eachGradient(
    windows: ArrayLike<number>,
    means: ArrayLike<number>,
    use: (rows: Uint32Array, gradient: Float32Array) => void,
  ): void {
    const size = this.#size;
    const gradient = new Float32Array(size);
    this.#eachToken((line, token, p) => {
      const share = 1 / (this.starts[p + 1]! - this.starts[p]!);
      for (let d = 0; d < size; d++) gradient[d] = means[p * size + d]! * share;
      this.#eachPlace(line, p, (at) => {
        for (let d = 0; d < size; d++) gradient[d]! += windows[at + d]!;
      });
      use(this.sequences.rows(token), gradient);
    });
  }

  #eachToken(use: (line: number, token: number, post: number) => void): void {
    for (let p = 0; p < this.posts.length; p++) {
      for (let line = this.starts[p]!; line < this.starts[p + 1]!; line++) {
        const token = this.#tokens[line]!;
        if (token !== DROPPED) use(line, token, p);
      }
    }
  }

  /** Offsets of a token in `windows`: third part of the previous line, middle of its own, first part of the next. */
  #eachPlace(line: number, post: number, use: (at: number) => void): void {
    const size = this.#size;
    const width = WIDTH * size;
    if (line + 1 < this.starts[post + 1]!) use((line + 1) * width);
    use(line * width + size);
    if (line > this.starts[post]!) use((line - 1) * width + 2 * size);
  }
}

const DROPPED = 0xffffffff;

/** The embedding of a token: the sum of its rows over √n. */
function embed(rows: Uint32Array, embedding: Float32Array, into: Float32Array): void {
  const size = into.length;
  into.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * size;
    for (let d = 0; d < size; d++) into[d]! += embedding[at + d]!;
  }
  const norm = 1 / Math.sqrt(rows.length);
  for (let d = 0; d < size; d++) into[d]! *= norm;
}
