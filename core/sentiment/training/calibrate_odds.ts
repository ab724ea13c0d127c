import { calibrateSides } from "../model/calibration.ts";
import {
  calibratedOdds,
  evenSlope,
  lengthOf,
  type OddsCalibration,
  type Slope,
} from "../model/odds_calibration.ts";
import { NEGATIVE, NEUTRAL, POSITIVE } from "../data/labelled_rows.ts";

/** A row with a side: how a head that had not seen it judged it. */
interface PolarRow {
  readonly odds: number;
  readonly words: number;
  readonly isPositive: boolean;
  /** Such that both sides weigh alike. */
  readonly weight: number;
}

/** Calibrates with equal total weights for positive and negative, so that odds of 0 are `prob_pos` 0.5. */
export function calibrateOdds(
  logits: readonly Float64Array[],
  truth: readonly number[],
): OddsCalibration {
  const rows = polarRows(logits, truth, truth.map(() => 0));
  const { below, above } = calibrateSides(
    rows.map(({ odds }) => odds),
    rows.map(({ isPositive }) => isPositive ? 1 : 0),
    rows.map(({ weight }) => weight / rows.length),
  );
  return { below: evenSlope(below), above: evenSlope(above) };
}

/**
 * The same with slopes that depend on how long a post is, and on how far out its odds are where that is worth it: rows of
 * several kinds, from a few words to a page.
 *
 * @param words of each row
 */
export function calibrateLengths(
  logits: readonly Float64Array[],
  truth: readonly number[],
  words: readonly number[],
): OddsCalibration {
  const rows = polarRows(logits, truth, words);
  const gain = lossOverFolds(rows, false) - lossOverFolds(rows, true);
  return slopesOf(rows, gain >= CURVE_GAIN_MIN);
}

const FOLDS = 5;
/** By how much a slope that depends on the odds must lower the mean log loss of rows that it was not fitted on. */
const CURVE_GAIN_MIN = 0.0005;

/** Mean log loss of each row under slopes that were fitted on the rows of the other folds. */
function lossOverFolds(rows: readonly PolarRow[], isCurved: boolean): number {
  let loss = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const slopes = slopesOf(rows.filter((_, i) => i % FOLDS !== fold), isCurved);
    for (const { odds, words, isPositive, weight } of rows.filter((_, i) => i % FOLDS === fold)) {
      const probability = calibratedOdds(odds, words, slopes);
      loss -= weight * Math.log(Math.max(1e-9, isPositive ? probability : 1 - probability));
    }
  }
  return loss / rows.length;
}

/** @param isCurved whether slopes depend on the odds */
function slopesOf(rows: readonly PolarRow[], isCurved: boolean): OddsCalibration {
  return {
    below: slopeOf(rows.filter(({ odds }) => odds < 0), isCurved),
    above: slopeOf(rows.filter(({ odds }) => odds >= 0), isCurved),
  };
}

function polarRows(
  logits: readonly Float64Array[],
  truth: readonly number[],
  words: readonly number[],
): PolarRow[] {
  const polar = truth.map((_, i) => i).filter((i) => truth[i] !== NEUTRAL);
  const positives = polar.filter((i) => truth[i] === POSITIVE).length;
  return polar.map((i) => {
    const isPositive = truth[i] === POSITIVE;
    const ofSide = isPositive ? positives : polar.length - positives;
    return {
      odds: logits[i]![POSITIVE]! - logits[i]![NEGATIVE]!,
      words: words[i]!,
      isPositive,
      weight: polar.length / 2 / ofSide,
    };
  });
}

/** Strength of the prior that a slope is 1 for all posts. */
const PRIOR_ROWS = 10;
const PRIOR = [1, 0, 0] as const;
const ROUNDS = 100;

/** Logistic regression without intercept, by Newton's method with halved steps where a step goes too far. */
function slopeOf(rows: readonly PolarRow[], isCurved: boolean): Slope {
  const inputs = rows.map(({ odds, words, isPositive, weight }) => ({
    x: [odds, odds * lengthOf(words), isCurved ? odds * Math.abs(odds) : 0],
    sign: isPositive ? 1 : -1,
    weight,
  }));
  const lossOf = (theta: readonly number[]) =>
    inputs.reduce((sum, { x, sign, weight }) => {
      const margin = sign * dot(theta, x);
      return sum + weight * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
    }, 0) + PRIOR_ROWS / 2 * dot(minus(theta, PRIOR), minus(theta, PRIOR));
  let theta: readonly number[] = PRIOR;
  let loss = lossOf(theta);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = minus(theta, PRIOR).map((far) => far * PRIOR_ROWS);
    const curve = PRIOR.map((_, j) => PRIOR.map((_, k) => j === k ? PRIOR_ROWS : 0));
    for (const { x, sign, weight } of inputs) {
      const wrong = 1 / (1 + Math.exp(sign * dot(theta, x)));
      for (let j = 0; j < x.length; j++) {
        gradient[j]! -= weight * sign * wrong * x[j]!;
        for (let k = 0; k < x.length; k++) {
          curve[j]![k]! += weight * wrong * (1 - wrong) * x[j]! * x[k]!;
        }
      }
    }
    const step = solved(curve, gradient);
    let size = 1;
    let next = minus(theta, step);
    while (lossOf(next) > loss && size > 1e-6) {
      size /= 2;
      next = minus(theta, step.map((each) => each * size));
    }
    const better = lossOf(next);
    if (!(better < loss - 1e-9)) break;
    theta = next;
    loss = better;
  }
  return { near: theta[0]!, byLength: theta[1]!, byOdds: theta[2]! };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}

/** Solves a positive definite system by Gauss's method. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let r = 0; r < size; r++) {
      if (r === i) continue;
      const share = rows[r]![i]! / rows[i]![i]!;
      for (let c = i; c <= size; c++) rows[r]![c]! -= share * rows[i]![c]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
