/** A calibration for each side of even odds, which stay even: P(positive) = 1 / (1 + exp(−slope × logit)). */
export interface SidedCalibration {
  /** Slope of logits below 0, and of those above. */
  readonly below: number;
  readonly above: number;
}

/**
 * Rows of each side that are taken for granted, as if they had shown that the logits are right as they are (slope 1): a
 * corpus of a hundred posts leaves a handful to calibrate on, and their own slope might be anything.
 */
const ASSUMED_ROWS = 20;
/** A logit must not come to mean nothing, nor its opposite. */
const SLOPES: readonly [number, number] = [0.01, 20];

/**
 * Platt's calibration, each side by itself: what was added to all logits to move the point where odds are even has made one
 * side too sure of itself and the other too little.
 *
 * @param logits of rows that the weights were not learned from
 * @param labels 1 for positive, 0 for negative
 * @param weights weight of each row
 */
export function calibrateSides(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): SidedCalibration {
  const rows = Array.from(logits, (logit, i) => ({
    distance: Math.abs(logit),
    isPositive: logit >= 0,
    right: (logit >= 0) === (labels[i] === 1),
    weight: weights?.[i] ?? 1,
  }));
  return {
    below: slopeOn(rows.filter(({ isPositive }) => !isPositive)),
    above: slopeOn(rows.filter(({ isPositive }) => isPositive)),
  };
}

interface SidedRow {
  /** How far its logit is from even odds. */
  readonly distance: number;
  /** Whether its label is on the side of its logit. */
  readonly right: boolean;
  readonly weight: number;
}

/** By bisection: the loss is convex in the slope, and Newton's steps leap where all logits are far from 0. */
function slopeOn(rows: readonly SidedRow[]): number {
  if (rows.length === 0) return 1;
  const share = ASSUMED_ROWS / rows.length;
  const gradient = (slope: number) =>
    rows.reduce((sum, { distance, right, weight }) => {
      const own = distance * (sigmoid(slope * distance) - (right ? 1 : 0));
      // Beside each row a share of an assumed one, as far out and as often right as its logit says; but not so near to even
      // odds that it would say nothing.
      const far = Math.max(1, distance);
      const assumed = far * (sigmoid(slope * far) - sigmoid(far));
      return sum + weight * (own + share * assumed);
    }, 0);
  let [low, high] = SLOPES;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (gradient(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

export function calibrated(logit: number, { below, above }: SidedCalibration): number {
  return sigmoid((logit < 0 ? below : above) * logit);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
