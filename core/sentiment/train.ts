import { PermanentError } from "../errors.ts";
import { calibrate, sigmoid } from "./calibration.ts";
import { CheckpointDirectory } from "./deep/checkpoint_directory.ts";
import type { Sequences } from "./deep/sequences.ts";
import { newSequences, teachSides } from "./deep/teach_sides.ts";
import { FEATURE_COUNT, Features } from "./features.ts";
import { FeatureRows } from "./feature_rows.ts";
import { HashedBytes } from "./hashed_bytes.ts";
import { eachLabelled, NEUTRAL, POSITIVE, type ReadCount } from "./labelled_rows.ts";
import { learnWords } from "./learn_words.ts";
import { LINEAR_DEFAULTS, trainLinear, type TwoClassRows } from "./linear_training.ts";
import {
  accuracyOf,
  areaUnderCurve,
  calibrationError,
  reliabilityOf,
  weightedF1,
} from "./metrics.ts";
import { saveModel } from "./model_file.ts";
import type { ModelParts } from "./model.ts";
import { openDataFile } from "./open_data_file.ts";
import { levelTable, quantise } from "./quantised.ts";
import { seededRandom } from "./random.ts";
import { registerOf, sobrietyOf } from "./register.ts";
import { SOBER_SHIFT, type TwoClass } from "./signals.ts";
import { HASH_FROWN, HASH_SMILE } from "./tokens.ts";
import { trainNeutralHead } from "./train_head.ts";
import { WordFilter } from "./word_filter.ts";

export type Architecture = "linear" | "deep";

export interface TrainOptions {
  /** Sentiment140-format file. */
  readonly data: string;
  /** Model directory to write. */
  readonly model: string;
  /** File of human labels in three classes: neutral is learned from it. */
  readonly labelled?: string | undefined;
  /** Of the split and the order; 42 if absent. */
  readonly seed?: number;
  /** What is learned: logistic regression, or that and a network beside it; linear if absent. */
  readonly architecture?: Architecture;
  /** Share of the rows to use, 0 to 1. */
  readonly sampleFraction?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What training says while it runs: its stage and the share of the whole that is done, 0 to 1. */
export type TrainProgress = (stage: string, share: number) => void;

export interface TrainResult {
  readonly auc: number;
  readonly accuracy: number;
  /** Weighted over both classes. */
  readonly f1: number;
  readonly ece: number;
  readonly rows: { readonly learned: number; readonly tested: number; readonly broken: number };
  readonly brokenExamples: readonly string[];
  /** Of the three classes, on labelled rows that the head did not see. */
  readonly macroRecall?: number;
  readonly version: string;
}

const DEFAULT_SEED = 42;
const TEST_SHARE = 0.2;
const CALIBRATION_SHARE = 0.03;
/** Logit weight of a smile against a frown where the corpus has lost its emoticons (chosen on human-labelled rows). */
const FACE_WEIGHT = 20;
const FEWEST_ROWS = 20;

/** Rows of a distant corpus, ready to learn from. */
interface Corpus extends TwoClassRows {
  /** How sober each post is, 0 to 1. */
  readonly sobriety: Float32Array;
  /** The same posts for a network, if one is to be trained. */
  readonly sequences: Sequences | undefined;
  readonly learn: Uint32Array;
  readonly calibrateOn: Uint32Array;
  readonly test: Uint32Array;
  readonly words: WordFilter;
  /** Words seen at least once. */
  readonly once: WordFilter;
  readonly count: ReadCount;
  readonly sha256: string;
}

/** Trains a model and writes its directory. The same data, seed and build give the same bytes. */
export async function trainModel(
  options: TrainOptions,
  onProgress: TrainProgress = () => {},
): Promise<TrainResult> {
  const seed = options.seed ?? DEFAULT_SEED;
  onProgress("reading", 0);
  const corpus = await readCorpus(options, seed);
  const { labels, calibrateOn, test, words } = corpus;
  // A network takes nearly all of the time where there is one.
  const linearEnds = corpus.sequences === undefined ? 0.9 : 0.1;
  const linearBegins = linearEnds / 3;
  onProgress("learning", linearBegins);
  const learned = await trainLinear(corpus, corpus.learn, FEATURE_COUNT, {
    ...LINEAR_DEFAULTS,
    seed,
    signal: options.signal,
    onProgress: (share) =>
      onProgress("learning", linearBegins + (linearEnds - linearBegins) * share),
  });
  teachFaces(learned);
  const twoClass = quantise(learned);
  const bias = 0;
  const two = { levels: twoClass.levels, table: levelTable(twoClass.largest), bias };
  const checkpoints = new CheckpointDirectory(options.model);
  const source = { data: corpus.sha256, fraction: options.sampleFraction ?? 1 };
  const first = corpus.sequences && await teachSides(
    { ...corpus, sequences: corpus.sequences, seed, source, checkpoints: await checkpoints.make() },
    (row) => logitOf(corpus, row, two),
    {
      signal: options.signal,
      onProgress: (share) => onProgress("learning, network", linearEnds + 0.75 * share),
    },
  );
  const judge = (chosen: Uint32Array) =>
    Float64Array.from(chosen, (row) => {
      const linear = logitOf(corpus, row, two);
      return first === undefined ? linear : first.mixed(linear, row);
    });
  const calibration = calibrate(
    judge(calibrateOn),
    Array.from(calibrateOn, (row) => labels[row]!),
    { offset: false },
  );

  const truth = Array.from(test, (row) => labels[row]!);
  const probabilities = judge(test)
    .map((logit) => sigmoid(calibration.slope * logit + calibration.offset));
  const predicted = Array.from(probabilities, (p) => p >= 0.5 ? 1 : 0);
  const measured = {
    auc: areaUnderCurve(probabilities, truth),
    accuracy: accuracyOf(truth, predicted),
    f1: weightedF1(truth, predicted),
    ece: calibrationError(reliabilityOf(probabilities, truth)),
  };

  let parts: ModelParts = {
    twoClass,
    bias,
    calibration,
    words,
    ...(first && { network: first.part }),
  };
  const head = options.labelled === undefined ? undefined : await trainNeutralHead(
    {
      path: options.labelled,
      seed,
      two,
      words,
      once: corpus.once,
      ...(first && {
        network: { start: first.part.network, source, checkpoints: checkpoints.path },
      }),
      signal: options.signal,
    },
    (share) => onProgress("learning neutral", 0.9 + 0.1 * share),
  );
  if (head !== undefined) {
    parts = { ...parts, head: head.parts, ...(head.network && { network: head.network }) };
  }
  const manifest = await saveModel(options.model, parts, {
    architecture: options.architecture ?? "linear",
    seed,
    sampleFraction: options.sampleFraction ?? 1,
    data: { rows: corpus.count.rows, sha256: corpus.sha256 },
    ...(head && { labelled: { rows: head.rows, sha256: head.sha256 } }),
    measured: { ...measured, ...(head && { macroRecall: head.macroRecall }) },
  });
  await checkpoints.remove();
  onProgress("done", 1);
  return {
    ...measured,
    rows: {
      learned: corpus.learn.length,
      tested: test.length,
      broken: corpus.count.broken,
    },
    brokenExamples: corpus.count.brokenExamples,
    ...(head && { macroRecall: head.macroRecall }),
    version: manifest.weights.sha256.slice(0, 12),
  };
}

/** Reads, splits and turns into features in one pass; no text is kept. */
async function readCorpus(options: TrainOptions, seed: number): Promise<Corpus> {
  const fraction = options.sampleFraction ?? 1;
  const random = seededRandom(seed);
  const features = new Features();
  const rows = new FeatureRows();
  const sequences = options.architecture === "deep" ? newSequences() : undefined;
  const labels: number[] = [];
  const registers: number[] = [];
  const sobriety: number[] = [];
  const learn: number[] = [];
  const calibrateOn: number[] = [];
  const test: number[] = [];
  const once = new WordFilter();
  const words = new WordFilter();
  const bytes = new HashedBytes(openDataFile(options.data));
  const count = await eachLabelled(
    bytes,
    { name: options.data, signal: options.signal },
    (text, label) => {
      if (label === NEUTRAL || (fraction < 1 && random() >= fraction)) return;
      const part = random();
      features.read(text);
      rows.push(features);
      sequences?.push(features.tokens);
      const row = labels.push(label === POSITIVE ? 1 : 0) - 1;
      registers.push(registerOf(features.tokens));
      sobriety.push(sobrietyOf(features.tokens));
      if (part < TEST_SHARE) test.push(row);
      else if (part < TEST_SHARE + CALIBRATION_SHARE) calibrateOn.push(row);
      else {
        learn.push(row);
        learnWords(features, once, words);
      }
    },
  );
  const corpus = {
    rows,
    sequences,
    labels: Uint8Array.from(labels),
    registers: Uint8Array.from(registers),
    sobriety: Float32Array.from(sobriety),
    learn: Uint32Array.from(learn),
    calibrateOn: Uint32Array.from(calibrateOn),
    test: Uint32Array.from(test),
    words,
    once,
    count,
    sha256: bytes.digest(),
  };
  refuseUnusable(corpus, options.data);
  return corpus;
}

function refuseUnusable({ labels, learn, calibrateOn, test }: Corpus, name: string): void {
  if (labels.length < FEWEST_ROWS || calibrateOn.length === 0 || test.length === 0) {
    throw new PermanentError(
      `Cannot train on ${name}: ${labels.length} usable rows are too few. Give more rows, or a larger SAMPLE_FRACTION.`,
    );
  }
  for (const part of [learn, test]) {
    const positives = part.reduce((sum, row) => sum + labels[row]!, 0);
    if (positives === 0 || positives === part.length) {
      throw new PermanentError(
        `Cannot train on ${name}: every row is ${
          positives === 0 ? "negative" : "positive"
        }. Give a file with labels 0 and 4.`,
      );
    }
  }
}

/** Gives a smile and a frown their weights if the corpus did not: they are what it was labelled by. */
function teachFaces(weights: Float32Array): void {
  const smile = Features.bucketOf(HASH_SMILE);
  const frown = Features.bucketOf(HASH_FROWN);
  weights[smile] = Math.max(weights[smile]!, FACE_WEIGHT);
  weights[frown] = Math.min(weights[frown]!, -FACE_WEIGHT);
}

function logitOf(
  { rows, sobriety }: Pick<Corpus, "rows" | "sobriety">,
  row: number,
  two: TwoClass,
): number {
  const chunk = rows.chunk(row);
  const start = rows.start(row);
  const end = rows.end(row);
  let sum = 0;
  for (let at = start; at < end; at++) sum += two.table[two.levels[chunk[at]!]! & 255]!;
  return sum / Math.sqrt(end - start) + two.bias - SOBER_SHIFT * sobriety[row]!;
}
