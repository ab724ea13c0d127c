/**
 * `bench sentiment` measures the sentiment model: training (time, memory, AUC and accuracy on the held-out 20 %), agreement
 * with posts that people labelled, loading, scoring of texts and of a table of 100,000 posts, and the time from a post to
 * its score in `run`. The data files are named by flags.
 *
 * References: the replaced system's published AUC and accuracy, and its 20 s for a table of as many posts. Read quality
 * figures as exact (the split is seeded), times as comparable only within one run. `--full` trains on 1.6 million rows.
 */
import { parseArgs } from "@std/cli/parse-args";
import { stringify } from "@std/csv";
import { PermanentError } from "../core/base/errors.ts";
import { evaluateModel } from "../core/sentiment/evaluation/evaluate.ts";
import { readLabelled } from "../core/sentiment/data/labelled_rows.ts";
import { loadModel, openModel } from "../core/sentiment/model/model_file.ts";
import type { Manifest } from "../core/sentiment/model/manifest.ts";
import { openDataFile } from "../core/sentiment/data/open_data_file.ts";
import type { TrainResult } from "../core/sentiment/training/train.ts";
import { liveSentiment } from "./live_sentiment.ts";
import { measuredCommand } from "./measured_command.ts";
import { type Bench, type Figure, figure as heldFigure, type Held } from "./result.ts";
import { scoreTexts } from "./score_table.ts";
import { languageFigures, streamFigures } from "./sentiment_languages.ts";
import { readConfusions } from "../core/sentiment/model/head_confusions.ts";
import { allHeads } from "./sentiment_training.ts";
import { splitFigures } from "./sentiment_splits.ts";

const SHARED = "../shared/data/sentiment";
const SHIPPED = "models/posts";
const TABLE_POSTS = 100_000;
/** Rows of the corpus that the replaced system's published model was trained on. */
const FULL_ROWS = 1_600_000;

/** Default data files, by flag. */
const FILES = {
  data: `${SHARED}/distant-train.csv.gz`,
  labelled: `${SHARED}/semeval-2013-2016.csv.gz`,
  stanford: `${SHARED}/testdata.manual.2009.06.14.csv`,
} as const;

export const bench: Bench = {
  summary: "train, load, score and measure the sentiment model " +
    "[--data FILE] [--labelled FILE] [--vectors FILE] [--stanford FILE] [--later FILE] [--languages DIR] [--statuses FILE] [--full]",
  async run(args, say) {
    const given = parseArgs([...args], {
      string: ["data", "labelled", "vectors", "stanford", "later", "languages", "statuses"],
      boolean: ["full"],
    });
    const files = {
      data: fileOf("data", given.data ?? FILES.data),
      labelled: fileOf("labelled", given.labelled ?? FILES.labelled),
      stanford: fileOf("stanford", given.stanford ?? FILES.stanford),
      ...(given.vectors === undefined ? {} : { vectors: fileOf("vectors", given.vectors) }),
      ...(given.later === undefined ? {} : { later: fileOf("later", given.later) }),
    };
    const directory = await Deno.makeTempDir({ prefix: "trunkline-bench-" });
    try {
      const model = `${directory}/two-class`;
      const trained = await training(files.data, model, say);
      const english = await people(files, model, say);
      const folder = given.languages ?? "../shared/data/languages";
      return [
        ...trained,
        ...english,
        ...await allHeads({ ...files, folder }, `${directory}/all`, say),
        ...await languages(folder, given.statuses, say),
        ...await speed(files.data, say),
        ...await live(say),
        ...(given.full ? await fullSize(files.data, directory, say) : []),
      ];
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  },
};

/** The path of an existing file. @throws {PermanentError} that names the flag */
function fileOf(flag: string, path: string): string {
  try {
    if (Deno.statSync(path).isFile) return path;
  } catch {
    // Reported below.
  }
  throw new PermanentError(
    `Cannot read ${path}: there is no such file. Name it with --${flag} FILE`,
    { exitCode: 2 },
  );
}

async function training(
  data: string,
  model: string,
  say: (line: string) => void,
): Promise<Figure[]> {
  say("training two classes");
  const run = await measuredCommand(["train", "--data", data, "--model", model, "--json"]);
  const trained: TrainResult = JSON.parse(run.stdout);
  return [
    figure("two classes, own 20%: AUC", trained.auc, "", { atLeast: 0.885, replaced: 0.7647 }),
    figure("… accuracy", trained.accuracy, "", { atLeast: 0.81, replaced: 0.7179 }),
    figure("… calibration error, 15 bins", trained.ece, "", { atMost: 0.02 }),
    figure("… rows with a score", trained.coverage * 100, "%"),
    figure("training, start included: wall", run.seconds, "s", { atMost: 15, replaced: 39.5 }),
    figure("… CPU", run.cpuSeconds, "s", { atMost: 20, replaced: 67 }),
    figure("… peak memory", run.peakMb, "MB", { atMost: 600, replaced: 1950 }),
  ];
}

/** Quality on rows that people labelled. */
async function people(
  files: {
    readonly labelled: string;
    readonly stanford: string;
    readonly vectors?: string;
    readonly later?: string;
  },
  twoClass: string,
  say: (line: string) => void,
): Promise<Figure[]> {
  say("measuring on the Stanford test");
  const figures: Figure[] = [];
  for (const [name, model] of [["two classes", twoClass], ["shipped", SHIPPED]] as const) {
    const { polar, coverage } = await evaluateModel({ data: files.stanford, model });
    if (polar === undefined) continue;
    figures.push(
      figure(`Stanford test, ${name}: accuracy`, polar.accuracy.value, "", {
        atLeast: 0.83,
        replaced: 0.666,
      }),
      figure("… AUC", polar.auc.value, "", { atLeast: 0.9, replaced: 0.696 }),
      figure("… calibration error", polar.ece, ""),
      figure("… rows with a score", coverage * 100, "%"),
    );
  }
  const { labelled, vectors } = files;
  if (vectors === undefined) {
    say("heads are learned without vectors of words: give their file with --vectors");
  }
  const splits = await splitFigures({ twoClass, labelled, vectors }, say);
  // The floor that is wanted, .675, is one for tweets of 2017 (SemEval-2017's test), which nobody here may look at: --later
  // measures them where they are. The stand-in is the last quarter of 2013–2016, learned from the rest, with the same floor.
  // Folds mix the years, so that their rows are easier: by .022 when the model that ships was chosen. Hence theirs.
  figures.push(
    figure("SemEval, five folds: macro-recall", splits.folds, "", { atLeast: 0.697 }),
    figure("… calibration error of prob_pos, both sides weighing alike", splits.ece.evenSides, "", {
      atMost: 0.02,
    }),
    figure("… calibration error as the rows are", splits.ece.asTheyAre, ""),
    figure("SemEval, last quarter, learned from the rest: macro-recall", splits.later, "", {
      atLeast: 0.675,
    }),
    figure("… recall of neutral", splits.laterNeutral, "", { atLeast: 0.5 }),
  );
  if (files.later === undefined) {
    say("a later year is not measured: give its file with --later");
    return figures;
  }
  const { threeClass } = await evaluateModel({ data: files.later, model: SHIPPED });
  const recall = threeClass?.macroRecall.value ?? NaN;
  figures.push(
    figure("a later year, shipped: macro-recall", recall, "", { atLeast: 0.675, replaced: 0.407 }),
    figure("… recall of neutral", threeClass?.recall.neutral ?? NaN, "", { atLeast: 0.5 }),
  );
  return figures;
}

/** The languages of the model that ships, on posts that it did not learn from. */
async function languages(
  folder: string,
  statuses: string | undefined,
  say: (line: string) => void,
): Promise<Figure[]> {
  say("measuring the languages beside English");
  const model = await loadModel(SHIPPED);
  const path = statuses ?? "../shared/data/mastodon/statuses.jsonl";
  const confusions = await readConfusions(SHIPPED);
  return [
    ...await languageFigures(model, folder),
    ...await streamFigures(model, { path, confusions }),
  ];
}

/** Speed of the model that ships. */
async function speed(data: string, say: (line: string) => void): Promise<Figure[]> {
  const { texts } = await readLabelled(openDataFile(data), { name: data });
  say(`scoring a table of ${TABLE_POSTS.toLocaleString("en")} posts`);
  const table = await scoreTexts(texts.slice(0, TABLE_POSTS), SHIPPED);
  if (table.wrongWindows + table.missing > 0) {
    throw new Error(`Cannot trust score: ${JSON.stringify(table)}. It must leave none of these`);
  }
  say("scoring on one core");
  const perSecond = await scoringSpeed(texts);
  const started = performance.now();
  const { manifest } = await openModel(SHIPPED);
  const loading = performance.now() - started;
  return [
    figure("scoring a table of 100,000: wall", table.seconds, "s", { atMost: 2.5, replaced: 20 }),
    figure("… CPU beside PostgreSQL", table.cpuSeconds, "s"),
    figure("… peak memory", table.peakMb, "MB", { atMost: 300, replaced: 900 }),
    figure("pure scoring, one core", perSecond, "posts/s", { atLeast: 60_000, replaced: 4_900 }),
    figure("shipped model: weights", bytesOf(manifest) / 1e6, "MB", { atMost: 25 }),
    figure("… load", loading, "ms", { atMost: 200 }),
  ];
}

/** Bytes of all heads. */
function bytesOf({ heads }: Manifest): number {
  return Object.values(heads).reduce((sum, { weights }) => sum + weights.bytes, 0);
}

/** Live scoring in `run`: within the consumer's budget, and above it. */
async function live(say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rate of [100, 500, 1_500]) {
    say(`post to sentiment at ${rate} posts/s`);
    const { p50, p99, slowest } = await liveSentiment(rate);
    figures.push(
      figure(`live ${rate}/s: post → its sentiment, p50`, p50, "ms"),
      figure("… p99", p99, "ms"),
      figure("… slowest", slowest, "ms", { atMost: 2_000 }),
    );
  }
  return figures;
}

async function scoringSpeed(texts: readonly string[]): Promise<number> {
  const model = await loadModel(SHIPPED);
  for (const text of texts.slice(0, 20_000)) model.score(text);
  const started = performance.now();
  for (const text of texts) model.score(text);
  return texts.length / ((performance.now() - started) / 1_000);
}

/** Trains on as many rows as the replaced system's corpus had, by repeating those of the file. */
async function fullSize(
  data: string,
  directory: string,
  say: (line: string) => void,
): Promise<Figure[]> {
  say(`training on ${FULL_ROWS.toLocaleString("en")} rows`);
  const path = `${directory}/full.csv`;
  const { texts, labels } = await readLabelled(openDataFile(data), { name: data });
  using file = await Deno.open(path, { write: true, createNew: true });
  const encoder = new TextEncoder();
  for (let row = 0; row < FULL_ROWS;) {
    const rows: unknown[][] = [];
    for (const end = Math.min(FULL_ROWS, row + 20_000); row < end; row++) {
      const at = row % texts.length;
      rows.push([labels[at]! * 2, texts[at]!]);
    }
    for (let bytes = encoder.encode(stringify(rows)); bytes.length > 0;) {
      bytes = bytes.subarray(await file.write(bytes));
    }
  }
  const run = await measuredCommand(["train", "--data", path, "--model", `${directory}/full`]);
  return [
    figure("training on 1,600,000 rows: wall", run.seconds, "s", { atMost: 90 }),
    figure("… peak memory", run.peakMb, "MB", { atMost: 1_000 }),
  ];
}

function figure(
  what: string,
  value: number,
  unit: string,
  { replaced, ...held }: Omit<Held, "reference"> & { readonly replaced?: number } = {},
): Figure {
  return heldFigure(what, value, unit, {
    ...held,
    ...(replaced !== undefined &&
      { reference: { what: "the replaced system (BASELINE)", value: replaced } }),
  });
}
