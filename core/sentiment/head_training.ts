import { breathe } from "./breathe.ts";
import type { FeatureRows } from "./feature_rows.ts";
import { HEAD_COUNT, HEAD_SHIFT, type HeadSignals } from "./head.ts";
import { seededRandom, shuffle } from "./random.ts";
import { SIGNAL_COUNT, type TwoClass } from "./signals.ts";

/** Labelled posts as the head sees them; `rows` are in the head's buckets. */
export interface HeadRows {
  readonly rows: FeatureRows;
  /** Signals of row r from r × SIGNAL_COUNT. */
  readonly signals: Float32Array;
  readonly labels: Uint8Array;
  readonly two: TwoClass;
}

export interface HeadOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  readonly signalRate: number;
  readonly smoothing: number;
  /** How much further a bucket moves for each unit of weight that the two-class model gives it. */
  readonly sides: number;
  /** Share of a row's features that a step leaves out, 0 to 1. */
  readonly dropout: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const HEAD_DEFAULTS = {
  epochs: 10,
  rate: 0.6,
  signalRate: 0.5,
  smoothing: 2,
  sides: 0.3,
  dropout: 0.5,
} as const;

/**
 * Logistic regression over three classes: hashed words (naive-Bayes scaled, as in the two-class model) and the signals.
 *
 * Each class weighs the same in sum, whatever its share of the rows: the share in a corpus says how it was collected, and
 * macro-recall, the measure of this task, counts classes alike.
 */
export async function trainHead(
  data: HeadRows,
  chosen: Uint32Array,
  options: HeadOptions,
): Promise<{ readonly sparse: Float32Array; readonly signals: HeadSignals }> {
  const { rows, labels } = data;
  const classWeights = balanced(labels, chosen);
  const scale = classRatios(data, chosen, classWeights, options.smoothing);
  addSides(scale, data.two, options.sides);
  const sparse = new Float32Array(HEAD_COUNT * 3);
  const dense = new Float64Array(SIGNAL_COUNT * 3);
  const squares = new Float64Array(SIGNAL_COUNT * 3).fill(1);
  const logits = new Float64Array(3);
  const moves = new Float64Array(3);
  const random = seededRandom(options.seed);
  const thinned = new Thinned(options.dropout, options.seed);
  const steps = chosen.length * options.epochs;
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(chosen, random);
    for (const row of chosen) {
      const kept = thinned.read(rows, row);
      const { index } = thinned;
      const own = data.signals.subarray(row * SIGNAL_COUNT, (row + 1) * SIGNAL_COUNT);
      logitsOf({ index, start: 0, end: kept }, own, { sparse, dense }, logits);
      softmax(logits);
      const remaining = 1 - step / steps;
      const label = labels[row]!;
      const norm = 1 / Math.sqrt(Math.max(1, kept));
      for (let c = 0; c < 3; c++) {
        const gradient = (logits[c]! - (c === label ? 1 : 0)) * classWeights[label]!;
        moves[c] = options.rate * remaining * gradient * norm;
        for (let i = 0; i < SIGNAL_COUNT; i++) {
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
        await breathe();
      }
    }
  }
  // A whole row speaks √2 louder than the thinned ones did. Turning it down to match was tried, and lost .003 to .01 of
  // macro-recall: the words deserve more say against the signals than they had while half of them were missing.
  return { sparse, signals: dense };
}

/** Fills `into` with the logits of a row. */
export function headLogits(
  { rows, signals }: HeadRows,
  row: number,
  weights: { readonly sparse: Float32Array; readonly dense: HeadSignals },
  into: Float64Array,
): void {
  const features = { index: rows.chunk(row), start: rows.start(row), end: rows.end(row) };
  const own = signals.subarray(row * SIGNAL_COUNT, (row + 1) * SIGNAL_COUNT);
  logitsOf(features, own, weights, into);
}

function logitsOf(
  { index, start, end }: {
    readonly index: Uint32Array;
    readonly start: number;
    readonly end: number;
  },
  signals: Float32Array,
  { sparse, dense }: { readonly sparse: Float32Array; readonly dense: HeadSignals },
  into: Float64Array,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  for (let at = start; at < end; at++) {
    const weight = index[at]! * 3;
    a += sparse[weight]!;
    b += sparse[weight + 1]!;
    c += sparse[weight + 2]!;
  }
  const norm = 1 / Math.sqrt(Math.max(1, end - start));
  into[0] = a * norm;
  into[1] = b * norm;
  into[2] = c * norm;
  for (let i = 0; i < SIGNAL_COUNT; i++) {
    const signal = signals[i]!;
    for (let k = 0; k < 3; k++) into[k]! += dense[i * 3 + k]! * signal;
  }
}

/** A row without a random part of its features, another part each time: no single word may be leaned on. */
class Thinned {
  index = new Uint32Array(1 << 15);
  readonly #threshold: number;
  #state: number;

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
    let kept = 0;
    for (let at = start; at < end; at++) {
      this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
      if (this.#state >>> 0 >= this.#threshold) this.index[kept++] = chunk[at]!;
    }
    return kept;
  }
}

function softmax(logits: Float64Array): void {
  const top = Math.max(logits[0]!, logits[1]!, logits[2]!);
  let sum = 0;
  for (let c = 0; c < 3; c++) sum += logits[c] = Math.exp(logits[c]! - top);
  for (let c = 0; c < 3; c++) logits[c]! /= sum;
}

function balanced(labels: Uint8Array, chosen: Uint32Array): number[] {
  const counts = [0, 0, 0];
  for (const row of chosen) counts[labels[row]!]!++;
  return counts.map((count) => chosen.length / 3 / Math.max(1, count));
}

/** |log(rate in the class / mean rate in the others)| of each bucket and class, classes weighed alike. */
function classRatios(
  { rows, labels }: HeadRows,
  chosen: Uint32Array,
  classWeights: readonly number[],
  smoothing: number,
): Float32Array {
  const counts = new Float32Array(HEAD_COUNT * 3);
  for (const row of chosen) {
    const label = labels[row]!;
    const chunk = rows.chunk(row);
    for (let at = rows.start(row), end = rows.end(row); at < end; at++) {
      counts[chunk[at]! * 3 + label]! += classWeights[label]!;
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

/** A word that takes a side in the distant corpus is worth learning faster. */
function addSides(scale: Float32Array, two: TwoClass, share: number): void {
  const strongest = new Float32Array(HEAD_COUNT);
  for (let i = 0; i < two.levels.length; i++) {
    const weight = Math.abs(two.table[two.levels[i]! & 255]!);
    const bucket = i >>> HEAD_SHIFT;
    if (weight > strongest[bucket]!) strongest[bucket] = weight;
  }
  for (let bucket = 0; bucket < HEAD_COUNT; bucket++) {
    for (let c = 0; c < 3; c++) scale[bucket * 3 + c]! += share * strongest[bucket]!;
  }
}
