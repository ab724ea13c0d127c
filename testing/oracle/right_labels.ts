/** How many labels of a head are right, by the definition of `masto.right_labels` and not by its code. */
import { estimateShares, figuresAtShares } from "../../core/sentiment/evaluation/class_shares.ts";

/** About the shares that were estimated of a public stream, and the posts that they are worth. */
const STREAM = [0.3, 0.4, 0.3];
const SUPPOSED = 50;
const KNOWN = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

/**
 * @param said posts that are called negative, neutral, positive
 * @param confusion nine shares, as labelled × as called
 */
export function expectedRight(said: readonly number[], confusion: readonly number[]): number {
  const rows = [0, 3, 6].map((from) => confusion.slice(from, from + 3));
  // Posts of which the class is known are posts of a head that never errs.
  const supposed = { said: STREAM.map((share) => share * SUPPOSED), confusion: KNOWN };
  const shares = estimateShares([{ said, confusion: rows }, supposed]);
  const { precision } = figuresAtShares(rows, shares);
  return [0, 2].reduce((sum, side) => sum + said[side]! * precision[side]!, 0);
}
