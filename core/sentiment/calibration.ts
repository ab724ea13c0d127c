/** P(positive) = 1 / (1 + exp(−(slope × logit + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Platt's calibration by Newton's method, on rows that the weights were not learned from.
 *
 * @param labels 1 for positive, 0 for negative
 * @param options.offset false keeps the offset at 0: even odds stay even
 * @param options.weights weight of each row
 */
export function calibrate(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: { readonly offset?: boolean; readonly weights?: ArrayLike<number> } = {},
): Calibration {
  const free = options.offset ?? true;
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 50; round++) {
    let gs = 0;
    let go = 0;
    // A whisper of ridge keeps separable rows from an infinite slope.
    let hss = 1e-6;
    let hso = 0;
    let hoo = 1e-6;
    for (let i = 0; i < logits.length; i++) {
      const x = logits[i]!;
      const weight = options.weights?.[i] ?? 1;
      const p = sigmoid(slope * x + offset);
      const error = weight * (p - labels[i]!);
      const curve = weight * p * (1 - p);
      gs += error * x;
      go += error;
      hss += curve * x * x;
      hso += curve * x;
      hoo += curve;
    }
    const determinant = free ? hss * hoo - hso * hso : hss;
    const ds = free ? (hoo * gs - hso * go) / determinant : gs / hss;
    const shift = free ? (hss * go - hso * gs) / determinant : 0;
    if (!Number.isFinite(ds) || !Number.isFinite(shift)) break;
    slope = Math.min(20, Math.max(0.01, slope - ds));
    offset -= shift;
    if (Math.abs(ds) + Math.abs(shift) < 1e-9) break;
  }
  return { slope, offset };
}

/** A calibration for each side of even odds, which stay even: P(positive) = 1 / (1 + exp(−slope × logit)). */
export interface SidedCalibration {
  /** Slope of logits below 0, and of those above. */
  readonly below: number;
  readonly above: number;
}

/**
 * Calibrates each side by itself: what was added to all logits to move the point where odds are even has made one side too
 * sure of itself and the other too little.
 */
export function calibrateSides(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): SidedCalibration {
  const slopeOf = (isOn: (logit: number) => boolean) => {
    const rows = Array.from(logits, (_, i) => i).filter((i) => isOn(logits[i]!));
    return calibrate(rows.map((i) => logits[i]!), rows.map((i) => labels[i]!), {
      offset: false,
      ...(weights && { weights: rows.map((i) => weights[i]!) }),
    }).slope;
  };
  return { below: slopeOf((logit) => logit < 0), above: slopeOf((logit) => logit >= 0) };
}

export function calibrated(logit: number, { below, above }: SidedCalibration): number {
  return sigmoid((logit < 0 ? below : above) * logit);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
