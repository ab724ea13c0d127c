/** 255 levels, finer near zero: weight = sign × largest × (level / 127)². */
const POWER = 2;

/** Weights of one byte each. */
export interface Quantised {
  readonly levels: Int8Array;
  /** The largest absolute weight, which is the scale of the levels. */
  readonly largest: number;
}

export function quantise(weights: Float32Array): Quantised {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const levels = new Int8Array(weights.length);
  if (largest === 0) return { levels, largest };
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    const level = Math.round(127 * (Math.abs(weight) / largest) ** (1 / POWER));
    levels[i] = weight < 0 ? -level : level;
  }
  return { levels, largest };
}

/** Weight of each level, indexed by `level & 255`: 1 KB that stays in the first cache. */
export function levelTable(largest: number): Float32Array {
  const table = new Float32Array(256);
  for (let level = -127; level <= 127; level++) {
    table[level & 255] = Math.sign(level) * largest * (Math.abs(level) / 127) ** POWER;
  }
  return table;
}
