const CHUNK = 1 << 22;

/**
 * The features of many posts, packed into chunks of 16 MB: nothing is moved or doubled while it grows.
 * A post takes about 400 bytes; its text is not kept.
 */
export class FeatureRows {
  readonly #chunks: Uint32Array[] = [];
  #used = CHUNK;
  #starts = new Uint32Array(1 << 16);
  #ends = new Uint32Array(1 << 16);
  #chunkOf = new Uint16Array(1 << 16);
  length = 0;

  /** Adds the first `count` buckets of `index`: those of one text. */
  push({ index, count }: { readonly index: Uint32Array; readonly count: number }): void {
    if (this.#used + count > CHUNK) {
      this.#chunks.push(new Uint32Array(CHUNK));
      this.#used = 0;
    }
    if (this.length === this.#starts.length) this.#grow();
    this.#chunks.at(-1)!.set(index.subarray(0, count), this.#used);
    this.#starts[this.length] = this.#used;
    this.#ends[this.length] = this.#used += count;
    this.#chunkOf[this.length++] = this.#chunks.length - 1;
  }

  chunk(row: number): Uint32Array {
    return this.#chunks[this.#chunkOf[row]!]!;
  }
  start(row: number): number {
    return this.#starts[row]!;
  }
  end(row: number): number {
    return this.#ends[row]!;
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
