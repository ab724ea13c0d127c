/** Measures of a classifier; pure. Labels are 1 (positive) and 0, probabilities are of 1. */

/** Area under the ROC curve, ties counted half; NaN when one class is missing. `counts`: number of times for each row. */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  counts?: ArrayLike<number>,
  order: Uint32Array = orderOf(scores),
): number {
  let area = 0;
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; i < order.length && scores[order[i]!] === score; i++) {
      const row = order[i]!;
      const count = counts?.[row] ?? 1;
      if (labels[row] === 1) tiedPositives += count;
      else tiedNegatives += count;
    }
    area += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  return area / (positives * negatives);
}

/** Row numbers in rising order of score. */
export function orderOf(scores: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => scores[a]! - scores[b]! || a - b);
}

/** The predicted class of an unscored row, which is none of the three: an error. */
export const NO_CLASS = 3;

/** confusion[true × classes + predicted]. */
export function confusionOf(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  counts?: ArrayLike<number>,
): Float64Array {
  const confusion = new Float64Array(classes * classes);
  for (let i = 0; i < truth.length; i++) {
    // An unscored row ({@linkcode NO_CLASS}) has no column.
    if (predicted[i]! < classes) {
      confusion[truth[i]! * classes + predicted[i]!]! += counts?.[i] ?? 1;
    }
  }
  return confusion;
}

/** The same by row: as labelled × as predicted. */
export function confusionRows(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const counts = confusionOf(truth, predicted, classes);
  return Array.from(
    { length: classes },
    (_, row) => [...counts.subarray(row * classes, (row + 1) * classes)],
  );
}

export function accuracyOf(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  counts?: ArrayLike<number>,
): number {
  let right = 0;
  let all = 0;
  for (let i = 0; i < truth.length; i++) {
    const count = counts?.[i] ?? 1;
    all += count;
    if (truth[i] === predicted[i]) right += count;
  }
  return right / all;
}

/** Recall of each class; NaN for a class without rows. */
export function recallsOf(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  counts?: ArrayLike<number>,
): number[] {
  const right = new Float64Array(classes);
  const all = new Float64Array(classes);
  for (let i = 0; i < truth.length; i++) {
    const count = counts?.[i] ?? 1;
    all[truth[i]!]! += count;
    if (truth[i] === predicted[i]) right[truth[i]!]! += count;
  }
  return Array.from(right, (count, label) => count / all[label]!);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** F1 averaged over the classes that there are, each weighing the same; an unscored row is missed by its class. */
export function macroF1(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  counts?: ArrayLike<number>,
): number {
  const right = [0, 0, 0];
  const there = [0, 0, 0];
  const said = [0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    const count = counts?.[i] ?? 1;
    there[truth[i]!]! += count;
    if (predicted[i]! < NO_CLASS) said[predicted[i]!]! += count;
    if (truth[i] === predicted[i]) right[truth[i]!]! += count;
  }
  const found = [0, 1, 2].filter((label) => there[label]! > 0);
  return meanOf(found.map((label) => 2 * right[label]! / (there[label]! + said[label]!)));
}

/** F1 averaged over both classes, weighted by their size, as Spark's evaluator computes it. */
export function weightedF1(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  const [nn = 0, np = 0, pn = 0, pp = 0] = confusionOf(truth, predicted, 2);
  const f1 = (right: number, missed: number, wrong: number) =>
    right === 0 ? 0 : (2 * right) / (2 * right + missed + wrong);
  const all = nn + np + pn + pp;
  return (f1(nn, np, pn) * (nn + np) + f1(pp, pn, np) * (pn + pp)) / all;
}

/** One bar of a reliability plot. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly shareOfPositives: number;
}

const BINS = 15;

/** Bins of equal width over [0, 1]; `counts`: number of times for each row. */
export function reliabilityOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  counts?: ArrayLike<number>,
): ReliabilityBin[] {
  const count = new Float64Array(BINS);
  const sum = new Float64Array(BINS);
  const positives = new Float64Array(BINS);
  for (let i = 0; i < probabilities.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor(probabilities[i]! * BINS));
    const own = counts?.[i] ?? 1;
    count[bin]! += own;
    sum[bin]! += own * probabilities[i]!;
    positives[bin]! += own * labels[i]!;
  }
  return Array.from(count, (n, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    count: n,
    meanProbability: n === 0 ? 0 : sum[bin]! / n,
    shareOfPositives: n === 0 ? 0 : positives[bin]! / n,
  }));
}

/** Expected calibration error: the mean gap of the bins, weighted by their rows. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce(
    (sum, bin) => sum + (bin.count / rows) * Math.abs(bin.meanProbability - bin.shareOfPositives),
    0,
  );
}
