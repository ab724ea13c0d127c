import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import type { HeadSignals } from "../text/head.ts";
import { classRatios, evenClassWeights, type HeadRows } from "./class_ratios.ts";
import { NEGATIVE, NEUTRAL } from "../data/labelled_rows.ts";
import { seededRandom, shuffle } from "../../base/random.ts";
import { SIGNAL_COUNT } from "../text/signals.ts";
import { FeatureDropout } from "./feature_dropout.ts";

export interface HeadOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  readonly signalRate: number;
  readonly smoothing: number;
  /** Share of a row's features that a step leaves out, 0 to 1. */
  readonly dropout: number;
  /** Added to the logits of negative and of neutral: see {@linkcode trainHead}. */
  readonly negativeOffset: number;
  readonly neutralOffset: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const HEAD_DEFAULTS = {
  epochs: 10,
  rate: 0.6,
  signalRate: 0.5,
  smoothing: 2,
  dropout: 0.5,
  negativeOffset: 0,
  neutralOffset: 0.06,
} as const;

/** For a few thousand rows without a two-class model beneath; chosen by five folds in five languages. */
export const SMALL_HEAD_DEFAULTS = {
  epochs: 15,
  rate: 0.6,
  signalRate: 0.5,
  smoothing: 1,
  dropout: 0.3,
  negativeOffset: 0,
  neutralOffset: 0,
} as const;

/** Weights of a head. */
export interface HeadWeights {
  readonly sparse: Float32Array;
  /** Of the signals, then of the vectors: weight of input i for class c at i × 3 + c. */
  readonly dense: HeadSignals;
}

/**
 * Logistic regression over three classes: hashed words (naive-Bayes scaled, as in the two-class model) and the signals.
 *
 * Each class has the same total weight, whatever its share of the rows: the share shows how a corpus was collected, and the
 * measure of this task, macro-recall, counts classes alike. The few negative rows then weigh so much that the model overfits
 * them and scores unseen negatives too low: `negativeOffset` corrects that. Posts of later years than the rows are called
 * positive or negative too often, and most posts of a stream are neither: `neutralOffset` trades .01 of macro-recall on the
 * rows' own years for that.
 */
export async function trainHead(
  data: HeadRows,
  all: Uint32Array,
  options: HeadOptions,
): Promise<HeadWeights> {
  const { rows, labels } = data;
  const chosen = all.slice();
  const classWeights = evenClassWeights(labels, chosen);
  const scale = classRatios(data, chosen, options.smoothing);
  const sparse = new Float32Array(3 << data.bits);
  const own = new Float32Array(denseInputs(data));
  const dense = new Float64Array(own.length * 3);
  const squares = new Float64Array(own.length * 3).fill(1);
  const logits = new Float64Array(3);
  const moves = new Float64Array(3);
  const random = seededRandom(options.seed);
  const thinned = new FeatureDropout(rows, options.dropout, options.seed);
  const { index } = thinned;
  const steps = chosen.length * options.epochs;
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(chosen, random);
    for (const row of chosen) {
      const kept = thinned.read(row);
      readDense(data, row, own);
      logitsOf({ index, count: kept }, own, { sparse, dense }, logits);
      softmax(logits);
      const remaining = 1 - step / steps;
      const label = labels[row]!;
      const norm = 1 / Math.sqrt(Math.max(1, kept));
      for (let c = 0; c < 3; c++) {
        const gradient = (logits[c]! - (c === label ? 1 : 0)) * classWeights[label]!;
        moves[c] = options.rate * remaining * gradient * norm;
        for (let i = 0; i < own.length; i++) {
          const g = gradient * own[i]!;
          const at = i * 3 + c;
          squares[at]! += g * g;
          dense[at]! -= options.signalRate * remaining * g / Math.sqrt(squares[at]!);
        }
      }
      const [a, b, c] = moves;
      for (let at = 0; at < kept; at++) {
        const weight = index[at]! * 3;
        sparse[weight]! -= a! * scale[weight]!;
        sparse[weight + 1]! -= b! * scale[weight + 1]!;
        sparse[weight + 2]! -= c! * scale[weight + 2]!;
      }
      if (++step % 10_000 === 0) {
        options.signal?.throwIfAborted();
        options.onProgress?.(step / steps);
        await yieldToEventLoop();
      }
    }
  }
  // Without dropout the logit of a row is √2 times larger than in training. Scaling it down was tried and cost .003 to .01 of
  // macro-recall: the words should weigh more against the signals than they did while half of them were missing.
  // The first signal is always 1, so that its weight is the intercept.
  dense[NEGATIVE]! += options.negativeOffset;
  dense[NEUTRAL]! += options.neutralOffset;
  return { sparse, dense };
}

/** Fills `into` with the logits of a row. */
export function headLogits(
  data: HeadRows,
  row: number,
  weights: HeadWeights,
  into: Float64Array,
): void {
  const index = new Uint32Array(data.rows.longest);
  const count = data.rows.read(row, index);
  const own = new Float32Array(denseInputs(data));
  readDense(data, row, own);
  logitsOf({ index, count }, own, weights, into);
}

/** Inputs of a row that are numbers: its signals, then the sum of its words' vectors. */
function denseInputs({ vectors }: HeadRows): number {
  return SIGNAL_COUNT + (vectors?.size ?? 0);
}

function readDense({ signals, vectors }: HeadRows, row: number, into: Float32Array): void {
  into.set(signals.subarray(row * SIGNAL_COUNT, (row + 1) * SIGNAL_COUNT));
  if (vectors === undefined) return;
  const { size, values } = vectors;
  into.set(values.subarray(row * size, (row + 1) * size), SIGNAL_COUNT);
}

function logitsOf(
  { index, count }: { readonly index: Uint32Array; readonly count: number },
  signals: Float32Array,
  { sparse, dense }: HeadWeights,
  into: Float64Array,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  for (let at = 0; at < count; at++) {
    const weight = index[at]! * 3;
    a += sparse[weight]!;
    b += sparse[weight + 1]!;
    c += sparse[weight + 2]!;
  }
  const norm = 1 / Math.sqrt(Math.max(1, count));
  into[0] = a * norm;
  into[1] = b * norm;
  into[2] = c * norm;
  for (let i = 0; i < signals.length; i++) {
    const signal = signals[i]!;
    for (let k = 0; k < 3; k++) into[k]! += dense[i * 3 + k]! * signal;
  }
}

function softmax(logits: Float64Array): void {
  const top = Math.max(logits[0]!, logits[1]!, logits[2]!);
  let sum = 0;
  for (let c = 0; c < 3; c++) sum += logits[c] = Math.exp(logits[c]! - top);
  for (let c = 0; c < 3; c++) logits[c]! /= sum;
}
