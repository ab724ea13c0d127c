import type { FeatureRows } from "./feature_rows.ts";

/** Labelled posts as inputs of the head; `rows` are in the head's buckets. */
export interface HeadRows {
  readonly rows: FeatureRows;
  /** Bits of the buckets. */
  readonly bits: number;
  /** Signals of row r from r × SIGNAL_COUNT. */
  readonly signals: Float32Array;
  readonly labels: Uint8Array;
  /** Sums of the words' vectors, if there are any: of row r from r × size. */
  readonly vectors?: { readonly size: number; readonly values: Float32Array };
}

/** Weight of a row by class, such that all classes have the same total weight. */
export function evenClassWeights(labels: Uint8Array, chosen: Uint32Array): number[] {
  const counts = [0, 0, 0];
  for (const row of chosen) counts[labels[row]!]!++;
  return counts.map((count) => chosen.length / 3 / Math.max(1, count));
}

/**
 * |log(rate in the class / mean rate in the others)| of each bucket and class, with equal class weights: the step size of
 * each weight. A bucket that is as frequent in all classes hardly moves.
 */
export function classRatios(
  { rows, labels, bits }: HeadRows,
  chosen: Uint32Array,
  smoothing: number,
): Float32Array {
  const classWeights = evenClassWeights(labels, chosen);
  const counts = new Float32Array(3 << bits);
  const index = new Uint32Array(rows.longest);
  for (const row of chosen) {
    const label = labels[row]!;
    for (let at = 0, count = rows.read(row, index); at < count; at++) {
      counts[index[at]! * 3 + label]! += classWeights[label]!;
    }
  }
  for (let at = 0; at < counts.length; at += 3) {
    const all = counts[at]! + counts[at + 1]! + counts[at + 2]!;
    for (let c = 0; c < 3; c++) {
      const own = counts[at + c]!;
      counts[at + c] = Math.abs(Math.log((own + smoothing) / ((all - own) / 2 + smoothing)));
    }
  }
  return counts;
}
