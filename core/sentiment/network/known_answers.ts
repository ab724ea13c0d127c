import { PermanentError } from "../../base/errors.ts";
import { Tokens } from "../text/tokens.ts";
import { Batch } from "./batch.ts";
import { batchLogits, lossGradient } from "./loss.ts";
import { copyNetwork, DENSE, type Network, newNetwork } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

const TEXTS = ["not a good day", "thanks!", "so so tired of it all"];
const LABELS = [0, 2, 1];
/** Float32 over a few dozen terms. */
const NEAR = 1e-4;
const STEP = 1e-3;
/** A difference quotient of float32 numbers. */
const ROUGHLY = 3e-3;

/**
 * Has tfjs's backend work out a small network whose answers and slopes are known, from plain arithmetic, and refuses the
 * backend if it errs: a kernel that is a little wrong would give a model that is a little wrong, and nobody would know.
 */
export function testBackend(): void {
  const network = newNetwork({ bits: 8, size: 4, filters: 5 }, 1);
  // Some filters must be silent: without them, a relu that lets everything through would pass.
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
  for (let i = 0; i < known; i++) compare("answer", answers[i]!, expected[i]!, NEAR);

  const weights = new Float32Array(known);
  LABELS.forEach((label, post) => weights[post * 3 + label] = 1);
  const gradient = lossGradient(network, batch, { weights, mask: [0, 0, 0] });
  compare("loss", gradient.loss, loss(network, sequences), NEAR);
  for (const name of DENSE) {
    for (let i = 0; i < network[name].length; i++) {
      const slope = (moved(network, name, i, STEP, sequences) -
        moved(network, name, i, -STEP, sequences)) / (2 * STEP);
      compare(`slope of ${name}`, gradient[name][i]!, slope, ROUGHLY);
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
