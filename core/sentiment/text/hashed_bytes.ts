import { createHash } from "node:crypto";

/** Passes bytes on and computes their SHA-256, which a model's manifest records of its training file. */
export class HashedBytes {
  readonly #hash = createHash("sha256");
  constructor(private readonly source: AsyncIterable<Uint8Array>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.source) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  /** SHA-256 of all bytes read so far, in hexadecimal; call it once. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}
