import type { FeatureRows } from "./feature_rows.ts";
import { mix32 } from "../text/hash.ts";

/** A row without a random part of its features, another part each time: no single word may be leaned on. */
export class FeatureDropout {
  readonly index: Uint32Array;
  readonly #threshold: number;
  #state: number;

  /** @param share of the features to leave out, 0 to 1 */
  constructor(readonly rows: FeatureRows, share: number, seed: number) {
    this.index = new Uint32Array(rows.longest);
    this.#threshold = share * 2 ** 32;
    // Every state lies on the one cycle of the generator; neighbouring seeds must not stand side by side on it.
    this.#state = mix32(seed);
  }

  /** Fills `index`; returns how many features were kept. */
  read(row: number): number {
    const index = this.index;
    const count = this.rows.read(row, index);
    const threshold = this.#threshold;
    let state = this.#state;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      if (state >>> 0 >= threshold) index[kept++] = index[at]!;
    }
    this.#state = state;
    return kept;
  }
}
