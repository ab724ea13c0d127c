const CHUNK = 1 << 22;

/** Buckets of 24 bits, as two arrays of their low 16 and high 8. */
interface Chunk {
  readonly low: Uint16Array;
  readonly high: Uint8Array;
}

/**
 * The features of many posts, packed into chunks of 12 MB, so that growing copies nothing.
 * A post takes about 300 bytes; its text is not kept.
 */
export class FeatureRows {
  readonly #chunks: Chunk[] = [];
  /** Buckets used in the last chunk; starts as full, so that the first post allocates a chunk even if it is empty. */
  #used = CHUNK;
  #starts = new Uint32Array(1 << 16);
  #ends = new Uint32Array(1 << 16);
  #chunkOf = new Uint16Array(1 << 16);
  length = 0;
  /** The largest number of features of a post. */
  longest = 0;

  /** Adds a post with the first `count` buckets of `index`, each below 2²⁴. */
  push({ index, count }: { readonly index: Uint32Array; readonly count: number }): void {
    if (this.#chunks.length === 0 || this.#used + count > CHUNK) {
      this.#chunks.push({ low: new Uint16Array(CHUNK), high: new Uint8Array(CHUNK) });
      this.#used = 0;
    }
    if (this.length === this.#starts.length) this.#grow();
    const { low, high } = this.#chunks.at(-1)!;
    for (let i = 0; i < count; i++) {
      low[this.#used + i] = index[i]!;
      high[this.#used + i] = index[i]! >>> 16;
    }
    this.#starts[this.length] = this.#used;
    this.#ends[this.length] = this.#used += count;
    this.#chunkOf[this.length++] = this.#chunks.length - 1;
    if (count > this.longest) this.longest = count;
  }

  /** Writes the buckets of a post to `into`, which has room for {@linkcode longest}; returns their number. */
  read(row: number, into: Uint32Array): number {
    const { low, high } = this.#chunks[this.#chunkOf[row]!]!;
    const start = this.#starts[row]!;
    const count = this.#ends[row]! - start;
    for (let i = 0; i < count; i++) into[i] = high[start + i]! << 16 | low[start + i]!;
    return count;
  }

  #grow(): void {
    const size = this.length * 2;
    const starts = new Uint32Array(size);
    const ends = new Uint32Array(size);
    const chunkOf = new Uint16Array(size);
    starts.set(this.#starts);
    ends.set(this.#ends);
    chunkOf.set(this.#chunkOf);
    this.#starts = starts;
    this.#ends = ends;
    this.#chunkOf = chunkOf;
  }
}
