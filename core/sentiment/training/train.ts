import { calibrateSides } from "../model/calibration.ts";
import { type Corpus, readCorpus } from "./corpus.ts";
import { CheckpointDirectory } from "../network/checkpoint.ts";
import { trainPolarity } from "../network/train_polarity.ts";
import { FEATURE_COUNT, Features } from "../text/features.ts";
import type { ReadCount } from "../data/labelled_rows.ts";
import { LINEAR_DEFAULTS, trainLinear } from "./linear_training.ts";
import { heldOutFigures } from "../evaluation/held_out_figures.ts";
import type { MeasuredModel } from "../model/measured_model.ts";
import { refuseOther, saveHead } from "../model/model_file.ts";
import { type ModelParts, SentimentModel } from "../model/model.ts";
import { levelTable, quantise } from "../model/quantised.ts";
import { englishVocabulary } from "../text/english_vocabulary.ts";
import type { TwoClass } from "../text/signals.ts";
import { HASH_FROWN, HASH_SMILE } from "../text/tokens.ts";
import { readWordVectors } from "../data/word_vectors.ts";
import { trainNeutralHead } from "./train_head.ts";

export type Architecture = "linear" | "deep";

export interface TrainOptions {
  /** Sentiment140-format file. */
  readonly data: string;
  /** Model directory to write. */
  readonly model: string;
  /** File of human labels in three classes, to learn neutral from. */
  readonly labelled?: string | undefined;
  /** File of vectors of words, from which a head with three classes learns weights for words that no labelled row has. */
  readonly vectors?: string | undefined;
  /** Seed of the split and the order; 42 if absent. */
  readonly seed?: number;
  /** `linear`: logistic regression; `deep`: a network in addition. `linear` if absent. */
  readonly architecture?: Architecture;
  /** Share of the rows to use, 0 to 1. */
  readonly sampleFraction?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Called during training with the stage and the share of the whole that is done, 0 to 1. */
export type TrainProgress = (stage: string, share: number) => void;

/** Figures of the model that was written, on rows that it was not trained on. */
export interface TrainResult extends MeasuredModel {
  readonly rows: { readonly learned: number; readonly tested: number; readonly broken: number };
  readonly brokenExamples: readonly string[];
  /** Count of the labelled rows, if there are any. */
  readonly labelled?: ReadCount;
  readonly version: string;
}

const DEFAULT_SEED = 42;
/** Weight of a smile, and minus that of a frown, where the corpus has lost its emoticons; chosen on human-labelled rows. */
const FACE_WEIGHT = 20;

/** Trains a model and writes its directory. The same data, seed and build give the same bytes. */
export async function trainModel(
  options: TrainOptions,
  onProgress: TrainProgress = () => {},
): Promise<TrainResult> {
  const seed = options.seed ?? DEFAULT_SEED;
  onProgress("reading", 0);
  await refuseOther(options.model);
  const corpus = await readCorpus({
    ...options,
    seed,
    withSequences: options.architecture === "deep",
  });
  const { labels, calibrateOn, test, testTexts, words } = corpus;
  // A network, if there is one, takes nearly all of the time.
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
  setFaceWeights(learned);
  const twoClass = quantise(learned);
  const two = { levels: twoClass.levels, table: levelTable(twoClass.largest) };
  const logitOf = logitsOf(corpus, two);
  const checkpoints = new CheckpointDirectory(options.model);
  const source = { data: corpus.sha256, fraction: options.sampleFraction ?? 1 };
  const first = corpus.sequences && await trainPolarity(
    { ...corpus, sequences: corpus.sequences, seed, source, checkpoints: await checkpoints.make() },
    logitOf,
    {
      signal: options.signal,
      onProgress: (share) => onProgress("learning, network", linearEnds + 0.75 * share),
    },
  );
  const mixedLogits = (chosen: Uint32Array) =>
    Float64Array.from(chosen, (row) => {
      const linear = logitOf(row);
      return first === undefined ? linear : first.mixed(linear, row);
    });
  const calibration = calibrateSides(
    mixedLogits(calibrateOn),
    Array.from(calibrateOn, (row) => labels[row]!),
  );

  let parts: ModelParts = {
    vocabulary: englishVocabulary(),
    twoClass,
    calibration,
    words,
    ...(first && { network: first.part }),
  };
  const figuresOf = (of: ModelParts) =>
    heldOutFigures(
      new SentimentModel(of, ""),
      { texts: testTexts, labels: Array.from(test, (row) => labels[row]!) },
      options.signal,
    );
  // Measure before the head adds its words to the known ones.
  const twoClasses = await figuresOf(parts);
  const vectors = options.vectors === undefined || options.labelled === undefined
    ? undefined
    : await readWordVectors(options.vectors, { signal: options.signal });
  const head = options.labelled === undefined ? undefined : await trainNeutralHead(
    {
      path: options.labelled,
      seed,
      two,
      words,
      once: corpus.once,
      vectors,
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
  const measured = head === undefined ? twoClasses : {
    ...await figuresOf(parts),
    twoClasses,
    macroRecall: head.macroRecall,
    confusion: head.confusion,
    labelledCoverage: head.coverage,
  };
  const manifest = await saveHead(options.model, {
    language: "en",
    parts,
    about: {
      architecture: options.architecture ?? "linear",
      seed,
      sampleFraction: options.sampleFraction ?? 1,
      data: { rows: corpus.count.rows, sha256: corpus.sha256 },
      ...(head && { labelled: { rows: head.count.rows, sha256: head.sha256 } }),
      ...(vectors && { vectors: { words: vectors.words.length, sha256: vectors.sha256 } }),
      measured,
    },
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
    ...(head && { labelled: head.count }),
    version: manifest.heads.en!.weights.sha256.slice(0, 12),
  };
}

/** Sets the weights of a smile and a frown, which a corpus labelled by its emoticons has had removed. */
function setFaceWeights(weights: Float32Array): void {
  const smile = Features.bucketOf(HASH_SMILE);
  const frown = Features.bucketOf(HASH_FROWN);
  weights[smile] = Math.max(weights[smile]!, FACE_WEIGHT);
  weights[frown] = Math.min(weights[frown]!, -FACE_WEIGHT);
}

/** Returns a function for the logit of a row, the same that scoring computes. */
function logitsOf(
  { rows, leanings }: Pick<Corpus, "rows" | "leanings">,
  { levels, table }: TwoClass,
): (row: number) => number {
  const index = new Uint32Array(rows.longest);
  return (row) => {
    const count = rows.read(row, index);
    let sum = 0;
    for (let at = 0; at < count; at++) sum += table[levels[index[at]!]! & 255]!;
    return sum / Math.sqrt(count) + leanings[row]!;
  };
}
