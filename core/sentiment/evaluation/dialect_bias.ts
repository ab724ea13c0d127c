import { bootstrap, type Interval } from "./bootstrap.ts";
import { DIALECT_PAIRS, type DialectPair } from "./dialect_pairs.ts";
import { probabilityOf } from "./counted_score.ts";
import type { Score, TextScorer } from "../model/model.ts";

/** Change of `prob_pos` (0 to 1) when the same is said in a variety of English. */
export interface DialectShift {
  readonly pairs: number;
  /** Mean over the pairs; above 0, the model scores the variety as more positive than the standard. */
  readonly shift: Interval;
  /** Mean absolute change. */
  readonly distance: number;
  /** Pairs whose two sentences get different labels. */
  readonly otherLabel: number;
  /** Unscored sentences of the variety; they count as probability 0.5. */
  readonly unscored: number;
}

export interface DialectBias {
  readonly all: DialectShift;
  readonly varieties: Readonly<Record<keyof typeof DIALECT_PAIRS, DialectShift>>;
}

/** Measures a model on the pairs of {@linkcode DIALECT_PAIRS}; a fair model has shifts of 0. */
export function dialectBias(model: TextScorer): DialectBias {
  const shiftOf = (pairs: readonly DialectPair[]) => dialectShift(model, pairs);
  return {
    all: shiftOf(Object.values(DIALECT_PAIRS).flat()),
    varieties: {
      "African American": shiftOf(DIALECT_PAIRS["African American"]),
      British: shiftOf(DIALECT_PAIRS.British),
      Scots: shiftOf(DIALECT_PAIRS.Scots),
      Irish: shiftOf(DIALECT_PAIRS.Irish),
      Indian: shiftOf(DIALECT_PAIRS.Indian),
      Nigerian: shiftOf(DIALECT_PAIRS.Nigerian),
    },
  };
}

function dialectShift(
  model: TextScorer,
  pairs: readonly DialectPair[],
): DialectShift {
  const varieties = pairs.map(([, variety]) => model.score(variety, "en"));
  const standards = pairs.map(([standard]) => model.score(standard, "en"));
  const shifts = pairs.map((_, i) => probabilityOf(varieties[i]!) - probabilityOf(standards[i]!));
  return {
    pairs: pairs.length,
    shift: bootstrap(pairs.length, (counts) => mean(shifts, counts), { rounds: 2_000 }),
    distance: mean(shifts.map(Math.abs)),
    otherLabel: pairs.filter((_, i) => labelOf(varieties[i]!) !== labelOf(standards[i]!)).length,
    unscored: varieties.filter((score) => "unscored" in score).length,
  };
}

function labelOf(score: Score): string {
  return "unscored" in score ? "unscored" : score.label;
}

function mean(values: readonly number[], counts?: ArrayLike<number>): number {
  let sum = 0;
  let all = 0;
  values.forEach((value, i) => {
    const count = counts?.[i] ?? 1;
    sum += count * value;
    all += count;
  });
  return sum / all;
}
