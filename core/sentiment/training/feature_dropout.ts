import type { FeatureRows } from "./feature_rows.ts";
import { mix32 } from "../text/hash.ts";

/** Reads rows without a random share of their features, another one each time, so that no single word dominates. */
export class FeatureDropout {
  readonly index: Uint32Array;
  readonly #threshold: number;
  #state: number;

  /** @param share of the features to leave out, 0 to 1 */
  constructor(readonly rows: FeatureRows, share: number, seed: number) {
    this.index = new Uint32Array(rows.longest);
    this.#threshold = share * 2 ** 32;
    // All states of the generator are on one cycle; mixing keeps neighbouring seeds apart on it.
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
