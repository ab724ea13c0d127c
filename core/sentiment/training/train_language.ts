import { PermanentError } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { calibrateLengths } from "./calibrate_odds.ts";
import { calibratedOdds } from "../model/odds_calibration.ts";
import type { HeadRows } from "./class_ratios.ts";
import { FeatureRows } from "./feature_rows.ts";
import { Features } from "../text/features.ts";
import { SMALL_HEAD_BITS } from "../text/head.ts";
import { HeadFeatures } from "../model/head_features.ts";
import { HeadScorer } from "../model/head_scorer.ts";
import {
  type HeadOptions,
  type HeadWeights,
  SMALL_HEAD_DEFAULTS,
  trainHead,
} from "./head_training.ts";
import { HashedBytes } from "../text/hashed_bytes.ts";
import { eachLabelled, NEUTRAL, POSITIVE, type ReadCount } from "../data/labelled_rows.ts";
import { learnWords } from "./learn_words.ts";
import { lexiconOf } from "./lexicons.ts";
import {
  accuracyOf,
  areaUnderCurve,
  calibrationError,
  confusionRows,
  macroF1,
  meanOf,
  recallsOf,
  reliabilityOf,
  weightedF1,
} from "../evaluation/metrics.ts";
import type { MeasuredModel } from "../model/measured_model.ts";
import { refuseOther, saveHead } from "../model/model_file.ts";
import { NEGATORS } from "../text/negators.ts";
import { openDataFile } from "../data/open_data_file.ts";
import { peopleWords } from "../text/people/people_words.ts";
import { quantise } from "../model/quantised.ts";
import { readTokens, SIGNAL_COUNT } from "../text/signals.ts";
import { Vocabulary } from "../text/vocabulary.ts";
import { WordFilter } from "../text/word_filter.ts";

export interface TrainLanguageOptions {
  /** ISO 639 code. */
  readonly language: string;
  /** File of human labels in three classes. */
  readonly labelled: string;
  /** File of posts of other kinds that only tell how sure a score may be; nothing is learned from them. */
  readonly calibrate?: string | undefined;
  /** Model directory that gets the head, new or with heads of other languages. */
  readonly model: string;
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Figures of the head, each row judged by a head that was learned from the other folds. */
export interface TrainLanguageResult extends MeasuredModel {
  readonly language: string;
  readonly labelled: ReadCount;
  readonly version: string;
}

const DEFAULT_SEED = 42;
const FOLDS = 5;
/** Heads of which the mean is taken. */
const HEADS = 5;
/** Fewer rows of a class teach nothing and measure nothing. */
const ROWS_MIN = 20;

/**
 * Trains the head of one language from human labels in three classes, and writes it into a model directory beside the heads
 * of other languages. The same file, seed and build give the same bytes.
 */
export async function trainLanguage(
  { language, labelled, calibrate, model, seed = DEFAULT_SEED, signal }: TrainLanguageOptions,
  onProgress: (stage: string, share: number) => void = () => {},
): Promise<TrainLanguageResult> {
  onProgress("reading", 0);
  await refuseOther(model);
  const vocabulary = Vocabulary.from({
    ratings: await lexiconOf(language),
    negators: NEGATORS[language]?.split(" ") ?? [],
    people: peopleWords(language),
  });
  const rows = await readRows(labelled, { vocabulary, seed, signal });
  refuseFew(rows.data.labels, labelled);
  const fit = (chosen: Uint32Array, part: number) =>
    meanHead(rows.data, chosen, {
      ...SMALL_HEAD_DEFAULTS,
      seed,
      signal,
      onProgress: (share) => onProgress("learning", (part + share) / (FOLDS + 1)),
    });
  const all = Uint32Array.from(rows.data.labels.keys());
  const logits: Float64Array[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = await fit(all.filter((row) => rows.folds[row] !== fold), fold);
    const judge = judgeOf(weights, vocabulary, rows.wordsWithout(fold));
    for (const [row, text] of rows.texts.entries()) {
      if (rows.folds[row] === fold) logits[row] = judge(text);
    }
  }
  const truth = [...rows.data.labels];
  const trained = await fit(all, FOLDS);
  const others = calibrate === undefined
    ? undefined
    : await readRows(calibrate, { vocabulary, seed, signal });
  const words = rows.wordsWithout();
  const judge = judgeOf(trained, vocabulary, words);
  const calibration = calibrateLengths(
    [...logits, ...(others?.texts.map(judge) ?? [])],
    [...truth, ...(others?.data.labels ?? [])],
    [...rows.lengths, ...(others?.lengths ?? [])],
  );
  const measured = figuresOf(
    logits,
    truth,
    (odds, row) => calibratedOdds(odds, rows.lengths[row]!, calibration),
  );
  const manifest = await saveHead(model, {
    language,
    parts: {
      vocabulary,
      words,
      calibration: { below: 1, above: 1 },
      head: { sparse: quantise(trained.sparse), signals: trained.dense, calibration },
    },
    about: {
      architecture: "linear",
      seed,
      sampleFraction: 1,
      labelled: { rows: rows.count.rows, sha256: rows.sha256 },
      ...(others && { calibrated: { rows: others.count.rows, sha256: others.sha256 } }),
      measured,
    },
  });
  onProgress("done", 1);
  return {
    ...measured,
    language,
    labelled: rows.count,
    version: manifest.heads[language]!.weights.sha256.slice(0, 12),
  };
}

/**
 * The mean of heads that differ by their seed: of a few thousand rows, one head alone hears the order of its steps and what
 * they left out nearly as much as the rows.
 */
async function meanHead(
  data: HeadRows,
  chosen: Uint32Array,
  options: HeadOptions,
): Promise<HeadWeights> {
  const sum: HeadWeights = {
    sparse: new Float32Array(3 << data.bits),
    dense: new Float64Array(SIGNAL_COUNT * 3),
  };
  for (let head = 0; head < HEADS; head++) {
    const { sparse, dense } = await trainHead(data, chosen, {
      ...options,
      seed: options.seed + head,
      onProgress: (share) => options.onProgress?.((head + share) / HEADS),
    });
    for (let i = 0; i < sparse.length; i++) sum.sparse[i]! += sparse[i]! / HEADS;
    for (let i = 0; i < dense.length; i++) sum.dense[i]! += dense[i]! / HEADS;
  }
  return sum;
}

async function readRows(
  path: string,
  { vocabulary, seed, signal }: {
    readonly vocabulary: Vocabulary;
    readonly seed: number;
    readonly signal: AbortSignal | undefined;
  },
) {
  const random = seededRandom(seed);
  const features = new Features(vocabulary);
  const head = new HeadFeatures(SMALL_HEAD_BITS);
  const own = new Float32Array(SIGNAL_COUNT);
  const rows = new FeatureRows();
  const labels: number[] = [];
  const signals: number[] = [];
  const folds: number[] = [];
  const lengths: number[] = [];
  const texts: string[] = [];
  const bytes = new HashedBytes(openDataFile(path));
  const count = await eachLabelled(bytes, { name: path, signal }, (text, label) => {
    features.read(text);
    features.sort();
    head.read(features);
    rows.push(head);
    readTokens(features, own);
    for (const value of own) signals.push(value);
    labels.push(label);
    lengths.push(features.tokens.words);
    folds.push(Math.floor(random() * FOLDS));
    texts.push(text);
  });
  /** The words of all rows, or of those outside of a fold. */
  const wordsWithout = (fold?: number) => {
    const words = new WordFilter();
    const once = new WordFilter();
    for (const [row, text] of texts.entries()) {
      if (folds[row] === fold) continue;
      features.read(text);
      learnWords(features, once, words);
    }
    return words;
  };
  const data: HeadRows = {
    rows,
    bits: SMALL_HEAD_BITS,
    labels: Uint8Array.from(labels),
    signals: Float32Array.from(signals),
  };
  return { data, texts, folds, lengths, wordsWithout, count, sha256: bytes.digest() };
}

/** A function for the logits of a text as scoring computes them. */
function judgeOf(
  { sparse, dense }: HeadWeights,
  vocabulary: Vocabulary,
  known: WordFilter,
): (text: string) => Float64Array {
  const features = new Features(vocabulary);
  const scorer = new HeadScorer({ sparse: quantise(sparse), signals: dense }, known);
  const own = new Float32Array(SIGNAL_COUNT);
  return (text) => {
    features.read(text);
    readTokens(features, own);
    return scorer.logits(features, own).slice();
  };
}

function refuseFew(labels: Uint8Array, path: string): void {
  for (const [label, name] of ["negative", "neutral", "positive"].entries()) {
    const found = labels.reduce((sum, each) => sum + (each === label ? 1 : 0), 0);
    if (found >= ROWS_MIN) continue;
    throw new PermanentError(
      `Cannot learn from ${path}: it has ${found} ${name} rows, and ${ROWS_MIN} of each class are the least. Give a --labelled file with all three classes.`,
    );
  }
}

/** Figures on rows that were judged by heads which had not seen them. */
function figuresOf(
  logits: readonly Float64Array[],
  truth: readonly number[],
  probabilityOf: (odds: number, row: number) => number,
): MeasuredModel {
  const said = logits.map((of) => of.indexOf(Math.max(...of)));
  const polar = truth.flatMap((label, row) => label === NEUTRAL ? [] : [row]);
  const positive = polar.map((row) => truth[row] === POSITIVE ? 1 : 0);
  const probabilities = polar.map((row) =>
    probabilityOf(logits[row]![POSITIVE]! - logits[row]![0]!, row)
  );
  const sides = probabilities.map((p) => p >= 0.5 ? 1 : 0);
  return {
    auc: areaUnderCurve(probabilities, positive),
    accuracy: accuracyOf(positive, sides),
    f1: weightedF1(positive, sides),
    ece: calibrationError(reliabilityOf(probabilities, positive)),
    coverage: 1,
    macroRecall: meanOf(recallsOf(truth, said, 3)),
    macroF1: macroF1(truth, said),
    confusion: confusionRows(truth, said, 3),
    labelledCoverage: 1,
  };
}
