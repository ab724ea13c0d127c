import { PermanentError } from "../../base/errors.ts";
import { Column } from "../data/column.ts";
import type { Sequences } from "../model/sequences.ts";
import { newSequences } from "../network/train_polarity.ts";
import { Features } from "../text/features.ts";
import { FeatureRows } from "./feature_rows.ts";
import { HashedBytes } from "../text/hashed_bytes.ts";
import { eachLabelled, NEUTRAL, POSITIVE, type ReadCount } from "../data/labelled_rows.ts";
import { TextBuffer } from "../text/text_buffer.ts";
import { learnWords } from "./learn_words.ts";
import type { TwoClassRows } from "./linear_training.ts";
import { openDataFile } from "../data/open_data_file.ts";
import { seededRandom } from "../../base/random.ts";
import { lexiconPrior } from "../text/lexicon_prior.ts";
import { registerOf } from "../text/formality.ts";
import { WordFilter } from "../text/word_filter.ts";

const TEST_SHARE = 0.2;
const CALIBRATION_SHARE = 0.03;
const ROWS_MIN = 20;
/** A test row has no features: the finished model reads its text. */
const NO_FEATURES = { index: new Uint32Array(0), count: 0 };

export interface CorpusOptions {
  /** Sentiment140-format file. */
  readonly data: string;
  /** Seed of the split. */
  readonly seed: number;
  /** Share of the rows to use, 0 to 1; all if absent. */
  readonly sampleFraction?: number;
  /** Whether a network will be trained on it, too. */
  readonly withSequences: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Rows of a distant corpus (labelled by emoticons), ready for training. */
export interface Corpus extends TwoClassRows {
  /** {@linkcode lexiconPrior} of each post. */
  readonly leanings: Float32Array;
  /** The same posts as token sequences, if a network will be trained. */
  readonly sequences: Sequences | undefined;
  readonly learn: Uint32Array;
  readonly calibrateOn: Uint32Array;
  readonly test: Uint32Array;
  /** Texts of the test rows, in their order. */
  readonly testTexts: TextBuffer;
  readonly words: WordFilter;
  /** Words seen at least once. */
  readonly once: WordFilter;
  readonly count: ReadCount;
  readonly sha256: string;
}

/** Reads, splits and extracts features in one pass; keeps only the texts of the test rows. */
export async function readCorpus(options: CorpusOptions): Promise<Corpus> {
  const fraction = options.sampleFraction ?? 1;
  const random = seededRandom(options.seed);
  const features = new Features();
  const rows = new FeatureRows();
  const sequences = options.withSequences ? newSequences() : undefined;
  const labels = new Column(Uint8Array);
  const registers = new Column(Uint8Array);
  const leanings = new Column(Float32Array);
  const learn = new Column(Uint32Array);
  const calibrateOn = new Column(Uint32Array);
  const test = new Column(Uint32Array);
  const testTexts = new TextBuffer();
  const once = new WordFilter();
  const words = new WordFilter();
  const bytes = new HashedBytes(openDataFile(options.data));
  const count = await eachLabelled(
    bytes,
    { name: options.data, signal: options.signal },
    (text, label) => {
      if (label === NEUTRAL || (fraction < 1 && random() >= fraction)) return;
      const part = random();
      const row = labels.length;
      labels.push(label === POSITIVE ? 1 : 0);
      features.read(text);
      sequences?.push(features.tokens);
      registers.push(registerOf(features.tokens));
      leanings.push(lexiconPrior(features));
      if (part < TEST_SHARE) {
        test.push(row);
        testTexts.push(text);
        rows.push(NO_FEATURES);
        return;
      }
      features.sort();
      rows.push(features);
      if (part < TEST_SHARE + CALIBRATION_SHARE) calibrateOn.push(row);
      else {
        learn.push(row);
        learnWords(features, once, words);
      }
    },
  );
  const corpus = {
    rows,
    sequences,
    labels: labels.values(),
    registers: registers.values(),
    leanings: leanings.values(),
    learn: learn.values(),
    calibrateOn: calibrateOn.values(),
    test: test.values(),
    testTexts,
    words,
    once,
    count,
    sha256: bytes.digest(),
  };
  refuseUnusable(corpus, options.data);
  return corpus;
}

function refuseUnusable({ labels, learn, calibrateOn, test }: Corpus, name: string): void {
  if (labels.length < ROWS_MIN || calibrateOn.length === 0 || test.length === 0) {
    throw new PermanentError(
      `Cannot train on ${name}: ${labels.length} usable rows are too few. Give more rows, or a larger SAMPLE_FRACTION.`,
    );
  }
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === labels.length) {
    throw new PermanentError(
      `Cannot train on ${name}: every row is ${
        positives === 0 ? "negative" : "positive"
      }. Give a file with labels 0 and 4.`,
    );
  }
  for (const part of [learn, test]) {
    const found = part.reduce((sum, row) => sum + labels[row]!, 0);
    if (found > 0 && found < part.length) continue;
    const rare = found === 0
      ? `positive rows (${positives})`
      : `negative rows (${labels.length - positives})`;
    throw new PermanentError(
      `Cannot train on ${name}: it has too few ${rare} to learn from some and measure on others. Give more of them.`,
    );
  }
}
