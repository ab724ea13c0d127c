/** One slope for negative and one for positive logits; logit 0 stays at 0.5: P(positive) = 1 / (1 + exp(−slope × logit)). */
export interface SidedCalibration {
  /** Slope for logits below 0, and for those above. */
  readonly below: number;
  readonly above: number;
}

/**
 * Pseudo-rows on each side for which slope 1 is right, as a prior: a corpus of a hundred posts leaves a handful of rows to
 * calibrate on, and their slope alone could be anything.
 */
const ASSUMED_ROWS = 20;
/** Bounds of a slope: never 0 or negative, so that the order of scores is kept. */
const SLOPES: readonly [number, number] = [0.01, 20];

/**
 * Platt scaling, separately for each sign of the logit: the offset that moved the decision boundary has made the logits of
 * one side too large and those of the other too small.
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
  /** Absolute value of its logit. */
  readonly distance: number;
  /** Whether its label agrees with the sign of its logit. */
  readonly right: boolean;
  readonly weight: number;
}

/** Uses bisection: the loss is convex in the slope, and Newton's method diverges where all logits are far from 0. */
function slopeOn(rows: readonly SidedRow[]): number {
  if (rows.length === 0) return 1;
  const share = ASSUMED_ROWS / rows.length;
  const gradient = (slope: number) =>
    rows.reduce((sum, { distance, right, weight }) => {
      const own = distance * (sigmoid(slope * distance) - (right ? 1 : 0));
      // Each row brings its share of the pseudo-rows, with the same logit and right as often as the logit says; at least 1,
      // because a logit near 0 carries no information.
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
