import type { Bucket } from "./report_data.ts";

/** The buckets with the best and the worst mood, or that chance explains their difference. */
export type Mood =
  | { readonly type: "none" }
  | { readonly type: "one"; readonly bucket: Bucket }
  | { readonly type: "same"; readonly buckets: readonly Bucket[] }
  | { readonly type: "changes"; readonly best: Bucket; readonly worst: Bucket };

/** A bucket with fewer scored posts is not compared: its share says nothing. */
const SCORED_MIN = 30;
/** Chance alone makes a difference like this once in twenty reports. */
const DOUBT = 0.05;

/**
 * Compares the mood (positive minus negative, of scored posts) of buckets. The best and the worst of many differ by chance,
 * so their difference must be larger than what chance makes of that many comparisons (Bonferroni).
 */
export function moodOf(buckets: readonly Bucket[]): Mood {
  const rated = buckets.filter((bucket) => scoredOf(bucket) > 0);
  const [first] = rated;
  if (first === undefined) return { type: "none" };
  if (rated.length === 1) return { type: "one", bucket: first };
  const compared = rated.filter((bucket) => scoredOf(bucket) >= SCORED_MIN);
  const [some] = compared;
  if (some === undefined || compared.length === 1) return { type: "same", buckets: rated };
  const best = compared.reduce((a, b) => balance(b) > balance(a) ? b : a, some);
  const worst = compared.reduce((a, b) => balance(b) < balance(a) ? b : a, some);
  const pairs = compared.length * (compared.length - 1) / 2;
  const z = normalQuantile(1 - DOUBT / 2 / pairs);
  const chance = z * Math.sqrt(variance(best) + variance(worst));
  return balance(best) - balance(worst) > chance
    ? { type: "changes", best, worst }
    : { type: "same", buckets: compared };
}

/** Posts with a score. */
export function scoredOf({ positive, neutral, negative }: Bucket): number {
  return positive + neutral + negative;
}

function balance(bucket: Bucket): number {
  return (bucket.positive - bucket.negative) / scoredOf(bucket);
}

/** The variance of {@linkcode balance}, of a post that is +1, 0 or −1; one post of each kind is added against certainty. */
function variance({ positive, neutral, negative }: Bucket): number {
  const n = positive + neutral + negative + 3;
  const [up, down] = [(positive + 1) / n, (negative + 1) / n];
  return (up + down - (up - down) ** 2) / n;
}

/** The quantile of the standard normal distribution, for `p` above ½, to 4.5e-4 (Abramowitz and Stegun 26.2.23). */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}
