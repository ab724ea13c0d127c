import { PermanentError } from "../../base/errors.ts";
import { bootstrap, type Interval } from "./bootstrap.ts";
import { type Label, NEGATIVE, NEUTRAL, POSITIVE, readLabelled } from "../data/labelled_rows.ts";
import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import { type DialectBias, dialectBias } from "./dialect_bias.ts";
import { classOf, probabilityOf } from "./counted_score.ts";
import { type IdentityBias, identityBias } from "./identity_terms.ts";
import {
  accuracyOf,
  areaUnderCurve,
  calibrationError,
  confusionOf,
  meanOf,
  orderOf,
  recallsOf,
  type ReliabilityBin,
  reliabilityOf,
  weightedF1,
} from "./metrics.ts";
import type { LabelName, NeutralBand, Score, SentimentModel } from "../model/model.ts";
import { openModel } from "../model/model_file.ts";
import { openDataFile } from "../data/open_data_file.ts";
import { type SliceName, slicesOf } from "./slices.ts";
import type { UnscoredReason } from "../model/why_unscored.ts";

export interface EvaluateOptions {
  /** Any labelled file that training reads. */
  readonly data: string;
  /** Model directory. */
  readonly model: string;
  readonly band?: NeutralBand | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Figures for positive against negative, on the rows with one of these two labels. */
export interface PolarFigures {
  readonly rows: number;
  readonly accuracy: Interval;
  readonly auc: Interval;
  /** Weighted over both classes. */
  readonly f1: number;
  readonly ece: number;
  readonly reliability: readonly ReliabilityBin[];
  /** [negative, positive] as labelled × [negative, positive] as scored. */
  readonly confusion: readonly number[];
}

export interface ThreeClassFigures {
  readonly rows: number;
  readonly macroRecall: Interval;
  readonly accuracy: Interval;
  /** Recall of each class that the file has. */
  readonly recall: Readonly<Partial<Record<LabelName, number>>>;
  /** [negative, neutral, positive] as labelled × as scored; unscored rows are in no column. */
  readonly confusion: readonly number[];
}

export interface Evaluation {
  readonly model: string;
  readonly rows: number;
  readonly broken: number;
  readonly brokenExamples: readonly string[];
  /** Share of rows with a score. */
  readonly coverage: number;
  readonly unscored: Readonly<Partial<Record<UnscoredReason, number>>>;
  readonly polar?: PolarFigures;
  readonly threeClass?: ThreeClassFigures;
  /** Accuracy over polar rows by kind of post. */
  readonly slices: Readonly<Partial<Record<SliceName, SliceFigures>>>;
  /** Dependence of scores on identity terms and on the variety of English; independent of the file. */
  readonly bias: { readonly identity: IdentityBias; readonly dialect: DialectBias };
}

export interface SliceFigures {
  readonly rows: number;
  readonly accuracy: Interval;
}

/** Measures a model on a labelled file. An unscored row counts as probability 0.5, and among three classes as an error. */
export async function evaluateModel(options: EvaluateOptions): Promise<Evaluation> {
  const { model } = await openModel(options.model);
  const data = await readLabelled(openDataFile(options.data), {
    name: options.data,
    signal: options.signal,
  });
  requireTwoClasses(data.labels, options.data);
  const scores: Score[] = [];
  for (const text of data.texts) {
    scores.push(model.score(text, "und", options.band));
    if (scores.length % 10_000 === 0) {
      options.signal?.throwIfAborted();
      await yieldToEventLoop();
    }
  }
  return {
    model: model.version,
    broken: data.broken,
    brokenExamples: data.brokenExamples,
    ...figuresOf(model, data, scores),
    bias: { identity: identityBias(model), dialect: dialectBias(model) },
  };
}

function requireTwoClasses(labels: readonly Label[], path: string): void {
  const [first] = labels;
  if (labels.some((label) => label !== first)) return;
  const name = first === POSITIVE ? "positive" : first === NEGATIVE ? "negative" : "neutral";
  throw new PermanentError(
    `Cannot evaluate on ${path}: every row is ${name}. Give a file with at least two classes.`,
  );
}

/** Everything but what the file itself says; pure. */
export function figuresOf(
  model: Pick<SentimentModel, "classes">,
  data: { readonly texts: readonly string[]; readonly labels: readonly Label[] },
  scores: readonly Score[],
): Omit<Evaluation, "model" | "broken" | "brokenExamples" | "bias"> {
  const unscored: Partial<Record<UnscoredReason, number>> = {};
  let without = 0;
  for (const score of scores) {
    if (!("unscored" in score)) continue;
    unscored[score.unscored] = (unscored[score.unscored] ?? 0) + 1;
    without++;
  }
  const polar = data.labels.flatMap((label, row) => label === NEUTRAL ? [] : [row]);
  const hasNeutral = polar.length < data.labels.length;
  return {
    rows: scores.length,
    coverage: 1 - without / scores.length,
    unscored,
    // Needs both classes.
    ...(new Set(polar.map((row) => data.labels[row])).size === 2 && {
      polar: polarFigures(polar, data.labels, scores),
    }),
    ...(hasNeutral && model.classes === 3 && {
      threeClass: threeClassFigures(data.labels, scores),
    }),
    slices: sliceFigures(polar, data, scores),
  };
}

function polarFigures(
  polar: readonly number[],
  labels: readonly Label[],
  scores: readonly Score[],
): PolarFigures {
  const truth = polar.map((row) => labels[row] === POSITIVE ? 1 : 0);
  const probabilities = polar.map((row) => probabilityOf(scores[row]!));
  const predicted = probabilities.map((p) => p >= 0.5 ? 1 : 0);
  const order = orderOf(probabilities);
  const reliability = reliabilityOf(probabilities, truth);
  return {
    rows: polar.length,
    accuracy: bootstrap(polar.length, (counts) => accuracyOf(truth, predicted, counts)),
    auc: bootstrap(
      polar.length,
      (counts) => areaUnderCurve(probabilities, truth, counts, order),
    ),
    f1: weightedF1(truth, predicted),
    ece: calibrationError(reliability),
    reliability,
    confusion: [...confusionOf(truth, predicted, 2)],
  };
}

function threeClassFigures(labels: readonly Label[], scores: readonly Score[]): ThreeClassFigures {
  const predicted = scores.map(classOf);
  const recalls = recallsOf(labels, predicted, 3);
  const recall = NAMES.map((name, label) => [name, recalls[label]!] as const)
    .filter(([, value]) => Number.isFinite(value));
  return {
    rows: labels.length,
    // A class that the file does not have is left out of the mean.
    macroRecall: bootstrap(
      labels.length,
      (counts) => meanOf(recallsOf(labels, predicted, 3, counts).filter(Number.isFinite)),
    ),
    accuracy: bootstrap(labels.length, (counts) => accuracyOf(labels, predicted, counts)),
    recall: Object.fromEntries(recall),
    confusion: [...confusionOf(labels, predicted, 3)],
  };
}

function sliceFigures(
  polar: readonly number[],
  data: { readonly texts: readonly string[]; readonly labels: readonly Label[] },
  scores: readonly Score[],
): Evaluation["slices"] {
  const rights = new Map<SliceName, number[]>();
  const slicesOfText = slicesOf();
  for (const row of polar) {
    const right = (probabilityOf(scores[row]!) >= 0.5) === (data.labels[row] === POSITIVE);
    for (const name of slicesOfText(data.texts[row]!)) {
      const slice = rights.get(name) ?? [];
      rights.set(name, slice);
      slice.push(right ? 1 : 0);
    }
  }
  const figures: Partial<Record<SliceName, SliceFigures>> = {};
  for (const [name, right] of rights) {
    const all = new Uint8Array(right.length).fill(1);
    figures[name] = {
      rows: right.length,
      accuracy: bootstrap(right.length, (counts) => accuracyOf(all, right, counts)),
    };
  }
  return figures;
}

/** In the order of the labels. */
const NAMES = ["negative", "neutral", "positive"] as const;
