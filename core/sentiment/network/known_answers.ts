import { PermanentError } from "../../base/errors.ts";
import { Tokens } from "../text/tokens.ts";
import { Batch } from "./batch.ts";
import { batchLogits, lossGradient } from "./loss.ts";
import { copyNetwork, DENSE, type Network, newNetwork } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

const TEXTS = ["not a good day", "thanks!", "so so tired of it all"];
const LABELS = [0, 2, 1];
/** Rounding error of float32 sums over a few dozen terms. */
const SUM_TOLERANCE = 1e-4;
const STEP = 1e-3;
/** Rounding error of a difference quotient of float32 numbers. */
const SLOPE_TOLERANCE = 3e-3;

/**
 * Compares tfjs's outputs and gradients for a small network with plain arithmetic, and throws if they differ. A slightly
 * wrong kernel would otherwise train a slightly wrong model unnoticed.
 */
export function testBackend(): void {
  const network = newNetwork({ bits: 8, size: 4, filters: 5 }, 1);
  // Some filters must stay below zero: otherwise a relu that passes everything would go unnoticed.
  network.bias.forEach((_, f) => network.bias[f] = f % 2 === 0 ? 0.05 : -0.6);
  const sequences = new Sequences(network.shape.bits);
  const tokens = new Tokens();
  for (const text of TEXTS) {
    tokens.read(text);
    sequences.push(tokens);
  }
  const posts = Uint32Array.from(TEXTS.keys());
  const batch = new Batch(sequences, posts, network);
  const known = posts.length * 3;
  const answers = batchLogits(network, batch);
  const expected = logits(network, sequences);
  for (let i = 0; i < known; i++) compare("answer", answers[i]!, expected[i]!, SUM_TOLERANCE);

  const weights = new Float32Array(known);
  LABELS.forEach((label, post) => weights[post * 3 + label] = 1);
  const gradient = lossGradient(network, batch, { weights, mask: [0, 0, 0] });
  compare("loss", gradient.loss, loss(network, sequences), SUM_TOLERANCE);
  for (const name of DENSE) {
    for (let i = 0; i < network[name].length; i++) {
      const slope = (moved(network, name, i, STEP, sequences) -
        moved(network, name, i, -STEP, sequences)) / (2 * STEP);
      compare(`slope of ${name}`, gradient[name][i]!, slope, SLOPE_TOLERANCE);
    }
  }
}

function logits(network: Network, sequences: Sequences): number[] {
  const scorer = new NetworkScorer(network);
  return Array.from(TEXTS, (_, post) => [...scorer.readPost(sequences, post)]).flat();
}

function loss(network: Network, sequences: Sequences): number {
  const all = logits(network, sequences);
  const losses = LABELS.map((label, post) => {
    const own = all.slice(post * 3, post * 3 + 3);
    return Math.log(own.reduce((sum, logit) => sum + Math.exp(logit), 0)) - own[label]!;
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

function moved(
  network: Network,
  name: (typeof DENSE)[number],
  at: number,
  by: number,
  sequences: Sequences,
): number {
  const copy = copyNetwork(network);
  copy[name][at]! += by;
  return loss(copy, sequences);
}

function compare(what: string, got: number, expected: number, within: number): void {
  if (Math.abs(got - expected) <= within) return;
  throw new PermanentError(
    `Cannot train with this machine's WebAssembly: its ${what} for a known network is ${got} and should be ${expected}. ` +
      "Train on another machine, or with --architecture linear.",
  );
}
