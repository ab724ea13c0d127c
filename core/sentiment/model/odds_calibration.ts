import { sigmoid } from "./calibration.ts";

/** How sure odds on one side of 0 make. */
export interface Slope {
  /** Of odds near 0, in a post of eleven words. */
  readonly near: number;
  /** Added to it for each step of {@linkcode lengthOf}. */
  readonly byLength: number;
  /** Added to it for each point of the odds: far out, more odds hardly make surer. */
  readonly byOdds: number;
}

/** P(positive | not neutral) of the odds that a head gives, for each sign of the odds. Odds of 0 stay at 0.5. */
export interface OddsCalibration {
  readonly below: Slope;
  readonly above: Slope;
}

/** Numbers of a calibration whose slopes depend on length and odds; without these there are two. */
export const CALIBRATION_NUMBERS = 6;
const LEAST_SLOPE = 0.01;

/** A slope that is the same for all posts and odds. */
export function evenSlope(near: number): Slope {
  return { near, byLength: 0, byOdds: 0 };
}

/** The length of a post as calibration sees it: 0 at eleven words, −1.5 for one or two, 1.5 from 54 on. */
export function lengthOf(words: number): number {
  return Math.max(-1.5, Math.min(1.5, Math.log(words + 1) - 2.5));
}

/** The probability that odds stand for in a post of so many words; it never falls while odds rise. */
export function calibratedOdds(
  odds: number,
  words: number,
  { below, above }: OddsCalibration,
): number {
  const { near, byLength, byOdds } = odds < 0 ? below : above;
  const slope = Math.max(LEAST_SLOPE, near + byLength * lengthOf(words));
  const peak = byOdds < 0 ? slope / (-2 * byOdds) : Infinity;
  const distance = Math.min(Math.abs(odds), peak);
  const logit = (slope + byOdds * distance) * distance;
  return sigmoid(odds < 0 ? -logit : logit);
}

export function calibrationNumbers({ below, above }: OddsCalibration): readonly number[] {
  const all = [below, above].flatMap(({ near, byLength, byOdds }) => [near, byLength, byOdds]);
  return isEven({ below, above }) ? [below.near, above.near] : all;
}

/** Parses {@linkcode calibrationNumbers}. */
export function calibrationOf(numbers: readonly number[]): OddsCalibration {
  const [a = 1, b = 1, c = 0, d = 1, e = 0, f = 0] = numbers;
  if (numbers.length === 2) return { below: evenSlope(a), above: evenSlope(b) };
  return {
    below: { near: a, byLength: b, byOdds: c },
    above: { near: d, byLength: e, byOdds: f },
  };
}

/** Whether the slopes are the same for all posts. */
export function isEven({ below, above }: OddsCalibration): boolean {
  return [below, above].every(({ byLength, byOdds }) => byLength === 0 && byOdds === 0);
}
