import { type Label, readLabelled } from "../core/sentiment/labelled_rows.ts";
import { meanOf, NO_CLASS, recallsOf } from "../core/sentiment/metrics.ts";
import { SentimentModel } from "../core/sentiment/model.ts";
import { loadModel } from "../core/sentiment/model_file.ts";
import { openDataFile } from "../core/sentiment/open_data_file.ts";
import { levelTable } from "../core/sentiment/quantised.ts";
import { seededRandom } from "../core/sentiment/random.ts";
import { trainNeutralHead } from "../core/sentiment/train_head.ts";
import { WordFilter } from "../core/sentiment/word_filter.ts";

const FOLDS = 5;
const SEED = 42;

/** Macro-recall of three classes on rows that the head has not seen. */
export interface SplitRecalls {
  /** Mean over five folds of the file. */
  readonly folds: number;
  /** On the last quarter of the file, whose rows stand by year, learned from the three before it. */
  readonly later: number;
}

/** Learns neutral again and again on top of a two-class model, each time from a part of the labelled file. */
export async function splitRecalls(
  { twoClass, labelled }: { readonly twoClass: string; readonly labelled: string },
  say: (line: string) => void,
): Promise<SplitRecalls> {
  const { texts, labels } = await readLabelled(openDataFile(labelled), { name: labelled });
  const random = seededRandom(SEED);
  const fold = labels.map(() => Math.floor(random() * FOLDS));
  const recallOn = (held: (row: number) => boolean) =>
    recallWithout(twoClass, { texts, labels }, held);
  const folds: number[] = [];
  for (let i = 0; i < FOLDS; i++) {
    folds.push(await recallOn((row) => fold[row] === i));
    say(`fold ${i + 1} of ${FOLDS}: macro-recall ${folds.at(-1)?.toFixed(4)}`);
  }
  const later = await recallOn((row) => row >= labels.length * 3 / 4);
  return { folds: meanOf(folds), later };
}

async function recallWithout(
  twoClass: string,
  { texts, labels }: { readonly texts: readonly string[]; readonly labels: readonly Label[] },
  held: (row: number) => boolean,
): Promise<number> {
  const { parts } = await loadModel(twoClass);
  const { levels, largest } = parts.twoClass;
  const words = new WordFilter(parts.words.bits.slice());
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    const lines = texts.flatMap((text, row) =>
      held(row) ? [] : [`${labels[row]! * 2},"${text.replaceAll('"', '""')}"\n`]
    );
    await Deno.writeTextFile(path, lines.join(""));
    const head = await trainNeutralHead({
      path,
      seed: SEED,
      two: { levels, table: levelTable(largest) },
      words,
      once: new WordFilter(),
    }, () => {});
    const model = new SentimentModel({ ...parts, words, head: head.parts }, "split");
    const rows = labels.map((_, row) => row).filter(held);
    const said = rows.map((row) => {
      const score = model.score(texts[row]!);
      return "unscored" in score ? NO_CLASS : NUMBERS[score.label];
    });
    return meanOf(recallsOf(rows.map((row) => labels[row]!), said, 3));
  } finally {
    await Deno.remove(path);
  }
}

const NUMBERS = { negative: 0, neutral: 1, positive: 2 } as const;
