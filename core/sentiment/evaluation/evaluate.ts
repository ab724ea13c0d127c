import { foldLanguage } from "../../post/language_tag.ts";
import { PermanentError } from "../../base/errors.ts";
import { bootstrap, type Interval } from "./bootstrap.ts";
import { type Label, NEGATIVE, NEUTRAL, POSITIVE, readLabelled } from "../data/labelled_rows.ts";
import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import { type DialectBias, dialectBias } from "./dialect_bias.ts";
import { classOf, probabilityOf } from "./counted_score.ts";
import { IDENTITY_PROBES, identityDistances } from "./identity_languages.ts";
import { type IdentityBias, identityBias } from "./identity_terms.ts";
import {
  accuracyOf,
  areaUnderCurve,
  calibrationError,
  confusionOf,
  macroF1,
  meanOf,
  NO_CLASS,
  orderOf,
  recallsOf,
  type ReliabilityBin,
  reliabilityOf,
  weightedF1,
} from "./metrics.ts";
import type { LabelName, NeutralBand, Score } from "../model/model.ts";
import type { ModelSet } from "../model/model_set.ts";
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
  /** By language as the file declares it, in alphabetical order; empty for a file without such a column. */
  readonly languages: Readonly<Record<string, LanguageFigures>>;
  /** Accuracy over polar rows by kind of post. */
  readonly slices: Readonly<Partial<Record<SliceName, SliceFigures>>>;
  /** Dependence of scores on identity terms and on the variety of English; independent of the file. */
  readonly bias: {
    readonly identity: IdentityBias;
    /** How far the terms of a group are apart, by language and group. */
    readonly languages: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly dialect: DialectBias;
  };
}

/** Figures for the rows of one language; an unscored row is an error, or probability 0.5. */
export interface LanguageFigures {
  readonly rows: number;
  readonly coverage: number;
  /** Over the classes that the rows have. */
  readonly macroF1: Interval;
  readonly macroRecall: Interval;
  /** Recall of each class that the rows have. */
  readonly recall: Readonly<Partial<Record<LabelName, number>>>;
  /** Of polar rows, both sides weighing alike; absent where one side is missing. */
  readonly ece?: number;
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
  for (const [row, text] of data.texts.entries()) {
    scores.push(model.score(text, data.languages[row], options.band));
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
    bias: {
      identity: identityBias(model),
      languages: languageBias(model),
      dialect: dialectBias(model),
    },
  };
}

/** For the languages of the model of which there are sentences. */
function languageBias(model: ModelSet): Evaluation["bias"]["languages"] {
  return Object.fromEntries(model.languages.flatMap((language) => {
    const probe = IDENTITY_PROBES[language];
    return probe === undefined ? [] : [[language, identityDistances(model, language, probe)]];
  }));
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
  model: Pick<ModelSet, "classes">,
  data: {
    readonly texts: readonly string[];
    readonly labels: readonly Label[];
    readonly languages?: readonly string[];
  },
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
    languages: languageFigures(data, scores),
    slices: sliceFigures(polar, data, scores),
  };
}

function languageFigures(
  { labels, languages = [] }: {
    readonly labels: readonly Label[];
    readonly languages?: readonly string[];
  },
  scores: readonly Score[],
): Evaluation["languages"] {
  const rowsOf = new Map<string, number[]>();
  for (const [row, language] of languages.entries()) {
    if (language === "") continue;
    const tag = foldLanguage(language);
    const rows = rowsOf.get(tag) ?? [];
    rowsOf.set(tag, rows);
    rows.push(row);
  }
  return Object.fromEntries(
    [...rowsOf].sort(([a], [b]) => a < b ? -1 : 1).map(([language, rows]) => {
      const truth = rows.map((row) => labels[row]!);
      const predicted = rows.map((row) => classOf(scores[row]!));
      const recalls = recallsOf(truth, predicted, 3);
      const ece = evenCalibrationError(rows, labels, scores);
      return [language, {
        rows: rows.length,
        coverage: predicted.filter((label) => label !== NO_CLASS).length / rows.length,
        macroF1: bootstrap(rows.length, (counts) => macroF1(truth, predicted, counts)),
        macroRecall: bootstrap(
          rows.length,
          (counts) => meanOf(recallsOf(truth, predicted, 3, counts).filter(Number.isFinite)),
        ),
        recall: Object.fromEntries(
          NAMES.map((name, label) => [name, recalls[label]!] as const)
            .filter(([, value]) => Number.isFinite(value)),
        ),
        ...(ece !== undefined && { ece }),
      }];
    }),
  );
}

function evenCalibrationError(
  rows: readonly number[],
  labels: readonly Label[],
  scores: readonly Score[],
): number | undefined {
  const polar = rows.filter((row) => labels[row] !== NEUTRAL);
  const truth = polar.map((row) => labels[row] === POSITIVE ? 1 : 0);
  const positives = truth.filter((label) => label === 1).length;
  if (positives === 0 || positives === truth.length) return undefined;
  const weights = truth.map((label) => 1 / (label === 1 ? positives : truth.length - positives));
  const probabilities = polar.map((row) => probabilityOf(scores[row]!));
  return calibrationError(reliabilityOf(probabilities, truth, weights));
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
