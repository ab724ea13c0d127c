import { DENSE, type Network } from "../model/network.ts";
import type { LossGradient } from "./loss.ts";

const MEMORY = 0.9;
const SQUARE_MEMORY = 0.999;
const TINY = 1e-8;

/** State of the optimizers between steps; part of a checkpoint. */
export interface StepMemory {
  /** Adam's moments of the dense parts. */
  readonly means: Readonly<Record<(typeof DENSE)[number], Float32Array>>;
  readonly squares: Readonly<Record<(typeof DENSE)[number], Float32Array>>;
  /** Adagrad's sum of squares, one a row of the embedding. */
  readonly rows: Float32Array;
  /** Steps taken. */
  steps: number;
}

export function newStepMemory(network: Network): StepMemory {
  const like = () => ({
    convolution: new Float32Array(network.convolution.length),
    bias: new Float32Array(network.bias.length),
    output: new Float32Array(network.output.length),
    outputBias: new Float32Array(network.outputBias.length),
  });
  return {
    means: like(),
    squares: like(),
    rows: new Float32Array(1 << network.shape.bits).fill(TINY),
    steps: 0,
  };
}

/** One step of Adam on the dense parts. */
export function stepDense(
  network: Network,
  gradient: LossGradient,
  memory: StepMemory,
  rate: number,
): void {
  const step = ++memory.steps;
  const scaled = rate * Math.sqrt(1 - SQUARE_MEMORY ** step) / (1 - MEMORY ** step);
  for (const name of DENSE) {
    const values = network[name];
    const slopes = gradient[name];
    const means = memory.means[name];
    const squares = memory.squares[name];
    for (let i = 0; i < values.length; i++) {
      const slope = slopes[i]!;
      means[i] = MEMORY * means[i]! + (1 - MEMORY) * slope;
      squares[i] = SQUARE_MEMORY * squares[i]! + (1 - SQUARE_MEMORY) * slope * slope;
      values[i]! -= scaled * means[i]! / (Math.sqrt(squares[i]!) + TINY);
    }
  }
}

/**
 * One step of Adagrad on the embedding rows of one token, with one sum of squares for each row. Only these rows are
 * touched: the gradient of tfjs's own `gather` would be as large as the whole embedding.
 */
export function stepRows(
  { embedding }: Network,
  rows: Uint32Array,
  gradient: Float32Array,
  memory: StepMemory,
  rate: number,
): void {
  const size = gradient.length;
  const share = 1 / Math.sqrt(rows.length);
  let square = 0;
  for (let d = 0; d < size; d++) square += gradient[d]! * gradient[d]!;
  if (square === 0) return;
  square *= share * share / size;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const seen = memory.rows[row]! += square;
    const move = rate * share / Math.sqrt(seen);
    const at = row * size;
    for (let d = 0; d < size; d++) embedding[at + d]! -= move * gradient[d]!;
  }
}
