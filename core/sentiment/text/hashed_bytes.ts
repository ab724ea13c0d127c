import { createHash } from "node:crypto";

/** Passes bytes on and keeps their SHA-256: a model says which file it was made from. */
export class HashedBytes {
  readonly #hash = createHash("sha256");
  constructor(private readonly source: AsyncIterable<Uint8Array>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.source) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  /** Of all that was read; call it once. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}
