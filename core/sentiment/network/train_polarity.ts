import { calibrated, calibrateSides } from "../model/calibration.ts";
import { NEGATIVE, POSITIVE } from "../data/labelled_rows.ts";
import type { NetworkPart } from "../model/model.ts";
import type { LearnHooks } from "./learn.ts";
import { NETWORK_SHAPE, POLARITY_HYPERPARAMETERS } from "./hyperparameters.ts";
import { newNetwork } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

/** Posts of the distant corpus (labelled by their emoticons) to train a network on. */
export interface PolarityTask {
  readonly sequences: Sequences;
  /** 1 positive, 0 negative, by post. */
  readonly labels: Uint8Array;
  readonly learn: Uint32Array;
  /** Posts that decide when to stop and how large the network's share is. */
  readonly calibrateOn: Uint32Array;
  readonly seed: number;
  readonly source: Readonly<Record<string, string | number>>;
  /** Directory of checkpoints. */
  readonly checkpoints: string;
}

/** A network for positive against negative that is mixed with the linear model. */
export interface PolarityNetwork {
  readonly part: NetworkPart;
  /** The mixed logit of a post, given the linear model's. */
  mixed(linear: number, post: number): number;
}

export function newSequences(): Sequences {
  return new Sequences(NETWORK_SHAPE.bits);
}

/** Trains a new network on positive and negative, and finds the share of the logit with the lowest calibrated loss. */
export async function trainPolarity(
  task: PolarityTask,
  linear: (post: number) => number,
  hooks: Pick<LearnHooks, "signal" | "onProgress">,
): Promise<PolarityNetwork> {
  const { sequences, calibrateOn, seed } = task;
  // Loaded on demand: tfjs takes a quarter of a second and 50 MB.
  const { trainNetwork } = await import("./train_network.ts");
  const network = await trainNetwork(newNetwork(NETWORK_SHAPE, seed), {
    sequences,
    labels: task.labels.map((label) => label === 1 ? POSITIVE : NEGATIVE),
    // The linear training shuffles `learn` in place: sorting it makes the result the same on every run.
    learn: task.learn.slice().sort(),
    validate: calibrateOn,
    classWeights: [1, 0, 1],
    seed,
    options: POLARITY_HYPERPARAMETERS,
    checkpoints: task.checkpoints,
    name: "sides",
    data: task.source,
  }, hooks);
  const scorer = new NetworkScorer(network);
  const logit = (post: number) => {
    const logits = scorer.readPost(sequences, post);
    return logits[POSITIVE]! - logits[NEGATIVE]!;
  };
  const share = bestShare(
    Float64Array.from(calibrateOn, linear),
    Float64Array.from(calibrateOn, logit),
    Array.from(calibrateOn, (post) => task.labels[post]!),
  );
  return {
    part: { network, share },
    mixed: (own, post) => (1 - share) * own + share * logit(post),
  };
}

/** The share of `second`, in steps of 1/20, whose mixture has the lowest loss once calibrated; 0 if it does not help. */
function bestShare(
  first: Float64Array,
  second: Float64Array,
  labels: readonly number[],
): number {
  let best = 0;
  let lowest = Infinity;
  for (let twentieth = 0; twentieth <= 20; twentieth++) {
    const share = twentieth / 20;
    const mixed = first.map((logit, i) => (1 - share) * logit + share * second[i]!);
    const calibration = calibrateSides(mixed, labels);
    const loss = mixed.reduce((sum, logit, i) => {
      const p = calibrated(logit, calibration);
      return sum - Math.log(Math.max(1e-9, labels[i] === 1 ? p : 1 - p));
    }, 0);
    if (loss < lowest) {
      lowest = loss;
      best = share;
    }
  }
  return best;
}
