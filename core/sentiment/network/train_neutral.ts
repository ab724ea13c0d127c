import type { NetworkPart } from "../model/model.ts";
import type { LearnHooks } from "./learn.ts";
import { NEUTRAL_HYPERPARAMETERS } from "./hyperparameters.ts";
import { CLASSES, type Network } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import type { Sequences } from "../model/sequences.ts";

/** The network's share of the three logits; chosen on human-labelled validation rows. */
const SHARE = 0.3;
/** Every 15th post is a validation post. */
const VALIDATION_INTERVAL = 15;

/** Human-labelled posts, and the network to start from. */
export interface NeutralTask {
  /** The network trained on positive and negative. */
  readonly start: Network;
  readonly sequences: Sequences;
  /** 0 negative, 1 neutral, 2 positive, by post. */
  readonly labels: Uint8Array;
  readonly learn: readonly number[];
  readonly seed: number;
  readonly source: Readonly<Record<string, string | number>>;
  /** Directory of checkpoints. */
  readonly checkpoints: string;
}

/** A three-class network that is mixed with the linear head. */
export interface NeutralNetwork {
  readonly part: NetworkPart;
  /** Mixes the network's logits of a post (index into the task's posts) into the linear head's. */
  mix(linear: Float64Array, post: number): void;
}

/** Trains a two-class network on three classes, each with the same total weight, as in the linear head. */
export async function trainNeutral(
  task: NeutralTask,
  hooks: Pick<LearnHooks, "signal" | "onProgress">,
): Promise<NeutralNetwork> {
  const { sequences, labels, learn } = task;
  const counts = [0, 0, 0];
  for (const post of learn) counts[labels[post]!]!++;
  const { trainNetwork } = await import("./train_network.ts");
  const network = await trainNetwork(task.start, {
    sequences,
    labels,
    learn: Uint32Array.from(learn.filter((_, i) => i % VALIDATION_INTERVAL !== 0)),
    validate: Uint32Array.from(learn.filter((_, i) => i % VALIDATION_INTERVAL === 0)),
    classWeights: counts.map((count) => learn.length / CLASSES / Math.max(1, count)),
    seed: task.seed,
    options: NEUTRAL_HYPERPARAMETERS,
    checkpoints: task.checkpoints,
    name: "neutral",
    data: task.source,
  }, hooks);
  const scorer = new NetworkScorer(network);
  return {
    part: { network, share: SHARE },
    mix(linear, post) {
      const logits = scorer.readPost(sequences, post);
      for (let c = 0; c < CLASSES; c++) {
        linear[c] = (1 - SHARE) * linear[c]! + SHARE * logits[c]!;
      }
    },
  };
}
