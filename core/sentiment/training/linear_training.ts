import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import type { FeatureRows } from "./feature_rows.ts";
import { seededRandom, shuffle } from "../../base/random.ts";
import { REGISTER_COUNT } from "../text/formality.ts";
import { FeatureDropout } from "./feature_dropout.ts";

/** Labelled posts of two classes. */
export interface TwoClassRows {
  readonly rows: FeatureRows;
  /** 1 for positive, 0 for negative, by row. */
  readonly labels: Uint8Array;
  /** {@linkcode registerOf} each row. */
  readonly registers: Uint8Array;
}

export interface LinearOptions {
  readonly seed: number;
  /** Passes over the rows, at most: see {@linkcode STEPS_MAX}. */
  readonly epochs: number;
  /** Learning rate at the start; falls linearly to 0. */
  readonly rate: number;
  /** Added to each count before the ratio is taken. */
  readonly smoothing: number;
  /** Share of a row's features that a step leaves out, 0 to 1. */
  readonly dropout: number;
  /** How far the weights of both labels are evened out within each register: 0 not at all, 1 fully. */
  readonly evenness: number;
  /** Label smoothing: probability that a label is wrong, because people smile at bad news, too. */
  readonly doubt: number;
  /** Called with the share done, 0 to 1, about fifty times. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const LINEAR_DEFAULTS = {
  epochs: 5,
  rate: 1.5,
  smoothing: 0.5,
  dropout: 0.1,
  evenness: 0.25,
  doubt: 0.1,
} as const;

/**
 * Logistic regression by stochastic gradient descent. The step size of each feature is scaled by its naive-Bayes log count
 * ratio: features that are as frequent in both classes hardly move.
 *
 * A post's n features weigh 1/√n each, so that a long post is not scored more extremely than its words deserve.
 * Uses typed arrays: tfjs has no sparse update and would compute a dense gradient of 2²² weights for each step.
 *
 * It has no intercept: a post without known features gets logit 0.
 *
 * @param chosen rows to learn from; its order is changed
 * @param size buckets of the feature space
 * @returns the weight of each bucket
 */
export async function trainLinear(
  data: TwoClassRows,
  chosen: Uint32Array,
  size: number,
  options: LinearOptions,
): Promise<Float32Array> {
  const { rows, labels, registers } = data;
  const rowWeights = evenWeights(data, chosen, options.evenness);
  const scale = logCountRatios(data, chosen, size, { rowWeights, smoothing: options.smoothing });
  const weights = new Float32Array(size);
  const random = seededRandom(options.seed);
  const thinned = new FeatureDropout(rows, options.dropout, options.seed);
  const { index } = thinned;
  const believed = [options.doubt, 1 - options.doubt];
  const epochs = Math.max(1, Math.min(options.epochs, Math.round(STEPS_MAX / chosen.length)));
  const steps = chosen.length * epochs;
  const tick = Math.max(1, Math.floor(steps / 50));
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(chosen, random);
    for (const row of chosen) {
      const kept = thinned.read(row);
      const norm = 1 / Math.sqrt(Math.max(1, kept));
      let sum = 0;
      for (let at = 0; at < kept; at++) sum += weights[index[at]!]!;
      const label = labels[row]!;
      const error = 1 / (1 + Math.exp(-sum * norm)) - believed[label]!;
      const rate = options.rate * (1 - step / steps) * rowWeights[registers[row]! * 2 + label]!;
      const move = rate * error * norm;
      for (let at = 0; at < kept; at++) {
        const feature = index[at]!;
        weights[feature]! -= move * scale[feature]!;
      }
      if (++step % tick === 0) {
        options.signal?.throwIfAborted();
        options.onProgress?.(step / steps);
        await yieldToEventLoop();
      }
    }
  }
  const loudness = (1 - 2 * options.doubt) ** -LOUDNESS_POWER;
  for (let i = 0; i < size; i++) weights[i]! *= loudness;
  return weights;
}

/** Weight of a row by register × 2 + label. */
function evenWeights(
  { labels, registers }: TwoClassRows,
  chosen: Uint32Array,
  evenness: number,
): Float64Array {
  const counts = new Float64Array(REGISTER_COUNT * 2);
  for (const row of chosen) counts[registers[row]! * 2 + labels[row]!]!++;
  return counts.map((own, at) => {
    const both = own + counts[at ^ 1]!;
    return own === 0 ? 0 : Math.min(WEIGHT_MAX, both / 2 / own) ** evenness;
  });
}

/**
 * Label smoothing shrinks the logits: near 0, those of smoothed labels are 1 − 2 × doubt of the true ones. Power 1 corrects
 * that; few passes with dropout shrink them about as much again. With power 2 the slopes that calibration finds are near 1
 * (.86 and 1.02), so that the lexicon prior is added to logits of the right scale.
 */
const LOUDNESS_POWER = 2;

/** Upper bound on steps: a larger corpus needs fewer passes. */
const STEPS_MAX = 3_600_000;

/** Limits the weight of the few rows where one label is rare in a register. */
const WEIGHT_MAX = 20;

/** |log((positive + s) / (negative + s))| of each feature, by its share of the posts of each class. */
function logCountRatios(
  { rows, labels, registers }: TwoClassRows,
  chosen: Uint32Array,
  size: number,
  { rowWeights, smoothing }: { readonly rowWeights: Float64Array; readonly smoothing: number },
): Float32Array {
  const positive = new Float32Array(size);
  const negative = new Float32Array(size);
  const totals = [2 * smoothing, 2 * smoothing];
  const index = new Uint32Array(rows.longest);
  for (const row of chosen) {
    const label = labels[row]!;
    const weight = rowWeights[registers[row]! * 2 + label]!;
    const counts = label === 1 ? positive : negative;
    totals[label]! += weight;
    for (let at = 0, count = rows.read(row, index); at < count; at++) {
      counts[index[at]!]! += weight;
    }
  }
  const prior = Math.log(totals[0]! / totals[1]!);
  for (let i = 0; i < size; i++) {
    positive[i] = Math.abs(
      Math.log((positive[i]! + smoothing) / (negative[i]! + smoothing)) + prior,
    );
  }
  return positive;
}
