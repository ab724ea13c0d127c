import { PermanentError } from "../../base/errors.ts";
import { calibrateOdds } from "./calibrate_odds.ts";
import { newSequences } from "../network/train_polarity.ts";
import { type NeutralTask, trainNeutral } from "../network/train_neutral.ts";
import { FeatureRows } from "./feature_rows.ts";
import { Features } from "../text/features.ts";
import { HeadFeatures } from "../model/head_features.ts";
import { HEAD_BITS } from "../text/head.ts";
import type { HeadRows } from "./class_ratios.ts";
import { HEAD_DEFAULTS, headLogits, trainHead } from "./head_training.ts";
import { HashedBytes } from "../text/hashed_bytes.ts";
import { TextBuffer } from "../text/text_buffer.ts";
import {
  eachLabelled,
  NEGATIVE,
  NEUTRAL,
  POSITIVE,
  type ReadCount,
} from "../data/labelled_rows.ts";
import { learnWords } from "./learn_words.ts";
import { confusionRows, meanOf, NO_CLASS, recallsOf } from "../evaluation/metrics.ts";
import type { ModelParts } from "../model/model.ts";
import { openDataFile } from "../data/open_data_file.ts";
import { quantise } from "../model/quantised.ts";
import { seededRandom } from "../../base/random.ts";
import { readSignals, SIGNAL_COUNT, type TwoClass } from "../text/signals.ts";
import { whyUnscored } from "../model/why_unscored.ts";
import type { WordFilter } from "../text/word_filter.ts";
import type { WordVectors } from "../data/word_vectors.ts";
import { countSpellings, nameWords, type Spellings } from "./name_words.ts";
import { VectorSums } from "./vector_sums.ts";

/** A head trained on all rows, with figures of one trained on nine tenths and measured on the rest. */
export interface TrainedHead {
  readonly parts: NonNullable<ModelParts["head"]>;
  /** The three-class network, if there is one. */
  readonly network: ModelParts["network"];
  readonly macroRecall: number;
  /** How it calls that tenth: as labelled × as called. */
  readonly confusion: readonly (readonly number[])[];
  /** Share of that tenth with a score; the others are errors. */
  readonly coverage: number;
  readonly count: ReadCount;
  readonly sha256: string;
}

const HELD_OUT = 0.1;

/** Trains the three-class head on human-labelled rows, on top of a two-class model; adds their words to `words`. */
export async function trainNeutralHead(
  options: {
    readonly path: string;
    readonly seed: number;
    readonly two: TwoClass;
    readonly words: WordFilter;
    readonly once: WordFilter;
    /** The polarity network, if there is one. */
    readonly network?: Omit<NeutralTask, "sequences" | "labels" | "learn" | "seed">;
    /** Vectors of words, if the head gets weights of words that come from theirs. */
    readonly vectors?: WordVectors | undefined;
    readonly signal?: AbortSignal | undefined;
  },
  onProgress: (share: number) => void,
): Promise<TrainedHead> {
  const { path, seed, signal } = options;
  const vectors = options.vectors && await vectorSums(options.vectors, { path, signal });
  const random = seededRandom(seed);
  const features = new Features();
  const head = new HeadFeatures(HEAD_BITS);
  const row = new Float32Array(SIGNAL_COUNT);
  const rows = new FeatureRows();
  const sequences = options.network && newSequences();
  const labels: number[] = [];
  const signals: number[] = [];
  const learn: number[] = [];
  const held: number[] = [];
  const heldTexts = new TextBuffer();
  const bytes = new HashedBytes(openDataFile(path));
  const count = await eachLabelled(bytes, { name: path, signal }, (text, label) => {
    features.read(text);
    features.sort();
    head.read(features);
    rows.push(head);
    vectors?.push(features.tokens, head.count);
    sequences?.push(features.tokens);
    readSignals(features, options.two, row);
    for (const value of row) signals.push(value);
    const at = labels.push(label) - 1;
    if (random() < HELD_OUT) {
      held.push(at);
      heldTexts.push(text);
    } else {
      learn.push(at);
      learnWords(features, options.once, options.words);
    }
  });
  const scored = Array.from(heldTexts, (text) => {
    features.tokens.read(text);
    return whyUnscored(features.tokens, options.words) === undefined;
  });
  // Words of the held-out rows are known to the shipped model, but not to the measured one.
  for (const text of heldTexts) {
    features.tokens.read(text);
    learnWords(features, options.once, options.words);
  }
  const data: HeadRows = {
    rows,
    bits: HEAD_BITS,
    labels: Uint8Array.from(labels),
    signals: Float32Array.from(signals),
    ...(vectors && { vectors: vectors.rows() }),
  };
  refuseMissingClass(data.labels, [learn, held], path);

  const sha256 = bytes.digest();
  const headShare = sequences === undefined ? 1 : 0.4;
  const fit = (chosen: Iterable<number>, from: number) =>
    trainHead(data, Uint32Array.from(chosen), {
      ...HEAD_DEFAULTS,
      seed,
      signal,
      onProgress: (share) => onProgress(headShare * (from + share / 2)),
    });
  // Measure and calibrate on rows that it was not trained on; then train again, on all rows.
  const measured = await fit(learn, 0);
  const trained = await fit(labels.keys(), 0.5);
  const { network } = options;
  const neutral = network && sequences && await trainNeutral(
    {
      ...network,
      source: { ...network.source, labelled: sha256 },
      sequences,
      labels: data.labels,
      learn,
      seed,
    },
    { signal, onProgress: (share) => onProgress(headShare + (1 - headShare) * share) },
  );
  const heldOutLogits = held.map((at) => {
    const logits = new Float64Array(3);
    headLogits(data, at, measured, logits);
    neutral?.mix(logits, at);
    return logits;
  });
  const truth = held.map((at) => labels[at]!);
  const said = heldOutLogits.map((logits, i) => scored[i] ? largest(logits) : NO_CLASS);
  return {
    network: neutral?.part,
    parts: {
      sparse: quantise(trained.sparse),
      signals: trained.dense.slice(0, SIGNAL_COUNT * 3),
      ...(vectors && { table: vectors.table(trained.dense.subarray(SIGNAL_COUNT * 3)) }),
      calibration: calibrateOdds(heldOutLogits, truth),
    },
    macroRecall: meanOf(recallsOf(truth, said, 3)),
    confusion: confusionRows(truth, said, 3),
    coverage: scored.filter(Boolean).length / scored.length,
    count,
    sha256,
  };
}

/** Without the vectors of names. */
async function vectorSums(
  vectors: WordVectors,
  { path, signal }: { readonly path: string; readonly signal: AbortSignal | undefined },
): Promise<VectorSums> {
  const spellings = new Map<string, Spellings>();
  await eachLabelled(openDataFile(path), { name: path, signal }, (text) => {
    countSpellings(text, spellings);
  });
  return new VectorSums(vectors, nameWords(vectors, spellings));
}

function largest(logits: Float64Array): number {
  return logits.indexOf(Math.max(...logits));
}

function refuseMissingClass(
  labels: Uint8Array,
  parts: readonly (readonly number[])[],
  path: string,
): void {
  for (
    const [label, name] of [[NEGATIVE, "negative"], [NEUTRAL, "neutral"], [
      POSITIVE,
      "positive",
    ]] as const
  ) {
    if (parts.some((part) => !part.some((row) => labels[row] === label))) {
      throw new PermanentError(
        `Cannot learn neutral from ${path}: it has too few ${name} rows. Give a --labelled file with all three classes.`,
      );
    }
  }
}
