import type { FeatureRows } from "./feature_rows.ts";

/** A row without a random part of its features, another part each time: no single word may be leaned on. */
export class Thinned {
  index = new Uint32Array(1 << 15);
  readonly #threshold: number;
  #state: number;

  /** @param share of the features to leave out, 0 to 1 */
  constructor(share: number, seed: number) {
    this.#threshold = share * 2 ** 32;
    this.#state = seed | 1;
  }

  /** Fills `index`; returns how many features were kept. */
  read(rows: FeatureRows, row: number): number {
    const chunk = rows.chunk(row);
    const start = rows.start(row);
    const end = rows.end(row);
    if (end - start > this.index.length) this.index = new Uint32Array(2 * (end - start));
    const index = this.index;
    const threshold = this.#threshold;
    let state = this.#state;
    let kept = 0;
    for (let at = start; at < end; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      if (state >>> 0 >= threshold) index[kept++] = chunk[at]!;
    }
    this.#state = state;
    return kept;
  }
}
