import { stringify } from "@std/csv";
import { classOf, probabilityOf } from "../core/sentiment/evaluation/counted_score.ts";
import {
  type Label,
  NEUTRAL,
  POSITIVE,
  readLabelled,
} from "../core/sentiment/data/labelled_rows.ts";
import {
  calibrationError,
  meanOf,
  recallsOf,
  reliabilityOf,
} from "../core/sentiment/evaluation/metrics.ts";
import { type Score, SentimentModel } from "../core/sentiment/model/model.ts";
import { loadModel } from "../core/sentiment/model/model_file.ts";
import { openDataFile } from "../core/sentiment/data/open_data_file.ts";
import { levelTable } from "../core/sentiment/model/quantised.ts";
import { seededRandom } from "../core/base/random.ts";
import { trainNeutralHead } from "../core/sentiment/training/train_head.ts";
import { readWordVectors, type WordVectors } from "../core/sentiment/data/word_vectors.ts";
import { WordFilter } from "../core/sentiment/text/word_filter.ts";

const FOLDS = 5;
const SEED = 42;

/** Quality of three-class heads on held-out rows. */
export interface SplitFigures {
  /** Macro-recall, mean over five folds of the file. */
  readonly folds: number;
  /** Calibration error of `prob_pos` on the polar rows of all folds together. */
  readonly ece: {
    /** With the file's share of positive rows, which is above one half. */
    readonly asTheyAre: number;
    /** With both sides weighted equally, the odds for which `prob_pos` is calibrated. */
    readonly evenSides: number;
  };
  /** Macro-recall on the last quarter of the file, which is sorted by year, after training on the first three. */
  readonly later: number;
  /** Recall of neutral there. */
  readonly laterNeutral: number;
}

interface Judged {
  readonly label: Label;
  readonly score: Score;
}

/** What heads are learned from. */
interface Sources {
  /** Directory of a two-class model. */
  readonly twoClass: string;
  readonly labelled: string;
  /** File of vectors of words. */
  readonly vectors?: string | undefined;
}

/** Trains three-class heads on top of a two-class model, each on a part of the labelled file, and scores the rest. */
export async function splitFigures(
  { twoClass, labelled, vectors: path }: Sources,
  say: (line: string) => void,
): Promise<SplitFigures> {
  const { texts, labels } = await readLabelled(openDataFile(labelled), { name: labelled });
  const random = seededRandom(SEED);
  const fold = labels.map(() => Math.floor(random() * FOLDS));
  const vectors = path === undefined ? undefined : await readWordVectors(path);
  const judge = (held: (row: number) => boolean) =>
    judgedWithout({ twoClass, vectors }, { texts, labels }, held);
  const all: Judged[] = [];
  const folds: number[] = [];
  for (let i = 0; i < FOLDS; i++) {
    const judged = await judge((row) => fold[row] === i);
    all.push(...judged);
    folds.push(meanOf(recalls(judged)));
    say(`fold ${i + 1} of ${FOLDS}: macro-recall ${folds.at(-1)?.toFixed(4)}`);
  }
  const later = recalls(await judge((row) => row >= labels.length * 3 / 4));
  return {
    folds: meanOf(folds),
    ece: calibrationErrors(all),
    later: meanOf(later),
    laterNeutral: later[NEUTRAL] ?? NaN,
  };
}

function recalls(judged: readonly Judged[]): number[] {
  const said = judged.map(({ score }) => classOf(score));
  return recallsOf(judged.map(({ label }) => label), said, 3);
}

function calibrationErrors(judged: readonly Judged[]): SplitFigures["ece"] {
  const polar = judged.filter(({ label }) => label !== NEUTRAL);
  const truth = polar.map(({ label }) => label === POSITIVE ? 1 : 0);
  const probabilities = polar.map(({ score }) => probabilityOf(score));
  const positives = truth.filter((label) => label === 1).length;
  const even = truth.map((label) => 1 / (label === 1 ? positives : truth.length - positives));
  return {
    asTheyAre: calibrationError(reliabilityOf(probabilities, truth)),
    evenSides: calibrationError(reliabilityOf(probabilities, truth, even)),
  };
}

async function judgedWithout(
  { twoClass, vectors }: {
    readonly twoClass: string;
    readonly vectors: WordVectors | undefined;
  },
  { texts, labels }: { readonly texts: readonly string[]; readonly labels: readonly Label[] },
  held: (row: number) => boolean,
): Promise<Judged[]> {
  const { parts } = (await loadModel(twoClass)).head("en")!;
  const { levels, largest } = parts.twoClass!;
  const words = new WordFilter(parts.words.bits.slice());
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    const rows = texts.flatMap((text, row) => held(row) ? [] : [[labels[row]! * 2, text]]);
    await Deno.writeTextFile(path, stringify(rows));
    const head = await trainNeutralHead({
      path,
      seed: SEED,
      two: { levels, table: levelTable(largest) },
      words,
      once: new WordFilter(),
      vectors,
    }, () => {});
    const model = new SentimentModel({ ...parts, words, head: head.parts }, "split");
    return labels.flatMap((label, row) =>
      held(row) ? [{ label, score: model.score(texts[row]!) }] : []
    );
  } finally {
    await Deno.remove(path);
  }
}
