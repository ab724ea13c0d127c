import { seededRandom } from "../../base/random.ts";

/** A figure with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap. `measure` gets the number of times that each row was drawn (Poisson(1), the limit of drawing with
 * replacement), so that rows are not copied and an order by score is not sorted again.
 */
export function bootstrap(
  rows: number,
  measure: (counts?: Uint8Array) => number,
  options: { readonly rounds?: number; readonly seed?: number } = {},
): Interval {
  const rounds = options.rounds ?? 200;
  const random = seededRandom(options.seed ?? 1);
  const counts = new Uint8Array(rows);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < rows; i++) counts[i] = poisson(random());
    const value = measure(counts);
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? NaN;
  return { value: measure(), low: at(0.025), high: at(0.975) };
}

/** Cumulative Poisson(1) probabilities of 0, 1, 2 … */
const CUMULATIVE = [0.36788, 0.73576, 0.9197, 0.98101, 0.99634, 0.99941, 0.99992, 1];

function poisson(uniform: number): number {
  let count = 0;
  while (uniform > CUMULATIVE[count]!) count++;
  return count;
}
