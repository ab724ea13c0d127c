import { breathe } from "./breathe.ts";
import type { FeatureRows } from "./feature_rows.ts";
import { seededRandom, shuffle } from "./random.ts";

/** Weights of a two-class linear model over hashed features. */
export interface LinearWeights {
  readonly weights: Float32Array;
  bias: number;
}

export interface LinearOptions {
  readonly seed: number;
  readonly epochs: number;
  /** Step size at the start; falls to 0 in a straight line. */
  readonly rate: number;
  /** Added to each count before the ratio is taken. */
  readonly smoothing: number;
  /** Called with the share done, 0 to 1, about fifty times. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const LINEAR_DEFAULTS = { epochs: 5, rate: 1.5, smoothing: 0.5 } as const;

/**
 * Logistic regression by stochastic gradient descent, each step scaled by how strongly naive Bayes says that its feature
 * takes a side (|log count ratio|): what stands in both classes alike hardly moves.
 *
 * A post's features weigh 1/√n each, so that a long post's score is no surer than its words are.
 * In typed arrays and not in tfjs, which has no sparse update: a dense gradient of 2²² weights for each step.
 *
 * @param labels 1 for positive, 0 for negative, by row
 * @param chosen rows to learn from; its order is changed
 */
export async function trainLinear(
  rows: FeatureRows,
  labels: Uint8Array,
  chosen: Uint32Array,
  size: number,
  options: LinearOptions,
): Promise<LinearWeights> {
  const scale = logCountRatios(rows, labels, chosen, size, options.smoothing);
  const weights = new Float32Array(size);
  const random = seededRandom(options.seed);
  const steps = chosen.length * options.epochs;
  const tick = Math.max(1, Math.floor(steps / 50));
  let bias = 0;
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(chosen, random);
    for (let i = 0; i < chosen.length; i++) {
      const row = chosen[i]!;
      const chunk = rows.chunk(row);
      const start = rows.start(row);
      const end = rows.end(row);
      const norm = 1 / Math.sqrt(end - start);
      let sum = 0;
      for (let at = start; at < end; at++) sum += weights[chunk[at]!]!;
      const error = 1 / (1 + Math.exp(-(sum * norm + bias))) - labels[row]!;
      const rate = options.rate * (1 - step / steps);
      const move = rate * error * norm;
      for (let at = start; at < end; at++) {
        const feature = chunk[at]!;
        weights[feature]! -= move * scale[feature]!;
      }
      bias -= 0.01 * rate * error;
      if (++step % tick === 0) {
        options.signal?.throwIfAborted();
        options.onProgress?.(step / steps);
        await breathe();
      }
    }
  }
  return { weights, bias };
}

/** |log((positive + s) / (negative + s))| of each feature's share of posts. */
function logCountRatios(
  rows: FeatureRows,
  labels: Uint8Array,
  chosen: Uint32Array,
  size: number,
  smoothing: number,
): Float32Array {
  const positive = new Float32Array(size);
  const negative = new Float32Array(size);
  let positives = 0;
  for (const row of chosen) {
    const counts = labels[row] === 1 ? positive : negative;
    positives += labels[row]!;
    const chunk = rows.chunk(row);
    for (let at = rows.start(row), end = rows.end(row); at < end; at++) counts[chunk[at]!]!++;
  }
  const prior = Math.log(
    (chosen.length - positives + 2 * smoothing) / (positives + 2 * smoothing),
  );
  for (let i = 0; i < size; i++) {
    positive[i] = Math.abs(
      Math.log((positive[i]! + smoothing) / (negative[i]! + smoothing)) + prior,
    );
  }
  return positive;
}
