import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import { mix32 } from "../text/hash.ts";
import { seededRandom, shuffle } from "../../base/random.ts";
import { Batch } from "./batch.ts";
import type { Hyperparameters } from "./hyperparameters.ts";
import { lossGradient } from "./loss.ts";
import { CLASSES, copyNetwork, type Network } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import type { Sequences } from "../model/sequences.ts";
import { newStepMemory, stepDense, type StepMemory, stepRows } from "./steps.ts";

/** Labelled posts to learn from, and the hyperparameters. */
export interface LearningTask {
  readonly sequences: Sequences;
  /** Class of each post: 0 negative, 1 neutral, 2 positive. */
  readonly labels: Uint8Array;
  /** Posts to learn from. */
  readonly learn: Uint32Array;
  /** Posts whose loss decides when to stop. */
  readonly validate: Uint32Array;
  /** Weight of a post by its class; 0 for a class that the corpus does not know. */
  readonly classWeights: readonly number[];
  readonly seed: number;
  readonly options: Hyperparameters;
}

/** State of training: everything that the next step depends on. */
export interface Progress {
  readonly network: Network;
  readonly memory: StepMemory;
  /** The network with the lowest validation loss so far. */
  best: { readonly network: Network; readonly loss: number; readonly epoch: number };
}

export interface LearnHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (share: number) => void;
  /** Called every {@linkcode STEPS_BETWEEN_SAVES} steps and after each pass. */
  readonly save?: (progress: Progress) => void;
  /** Called after each pass. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

const STEPS_BETWEEN_SAVES = 400;
/** Added to the logit of a class that the corpus does not know: its probability becomes 0. */
const MASKED_OUT = -1e9;

/** The state before the first step. */
export function startProgress(network: Network): Progress {
  return {
    network,
    memory: newStepMemory(network),
    best: { network: copyNetwork(network), loss: Infinity, epoch: 0 },
  };
}

/**
 * Trains until the validation loss has not fallen for `patience` passes, and returns the best network.
 *
 * The random numbers of a step depend only on the seed and the step's number: training resumed from a saved `progress`
 * gives exactly the same network as an uninterrupted run.
 */
export async function learn(
  task: LearningTask,
  progress: Progress,
  hooks: LearnHooks = {},
): Promise<Network> {
  const { options, seed } = task;
  const perEpoch = Math.ceil(task.learn.length / options.batch);
  const all = perEpoch * options.epochs;
  while (progress.memory.steps < all) {
    const epoch = Math.floor(progress.memory.steps / perEpoch);
    if (epoch - progress.best.epoch > options.patience) break;
    const order = task.learn.slice();
    shuffle(order, seededRandom(mix32(seed + epoch)));
    for (let at = progress.memory.steps % perEpoch; at < perEpoch; at++) {
      takeStep(
        task,
        progress,
        order.subarray(at * options.batch, (at + 1) * options.batch),
        1 - progress.memory.steps / all,
      );
      const { steps } = progress.memory;
      hooks.onProgress?.(steps / all);
      if (at === perEpoch - 1) {
        const loss = validationLoss(task, progress.network);
        hooks.onEpoch?.(epoch + 1, loss);
        if (loss < progress.best.loss) {
          progress.best = { network: copyNetwork(progress.network), loss, epoch: epoch + 1 };
        }
      }
      if (at === perEpoch - 1 || steps % STEPS_BETWEEN_SAVES === 0) hooks.save?.(progress);
      if (steps % 10 === 0) {
        await yieldToEventLoop();
        hooks.signal?.throwIfAborted();
      }
    }
  }
  return progress.best.network;
}

function takeStep(
  { sequences, labels, classWeights, seed, options }: LearningTask,
  { network, memory }: Progress,
  posts: Uint32Array,
  remaining: number,
): void {
  const random = seededRandom(mix32(seed ^ Math.imul(memory.steps + 1, 0x9e3779b1)));
  const batch = new Batch(sequences, posts, network, () => random() >= options.gaps);
  const { filters, size } = network.shape;
  const weights = new Float32Array(posts.length * CLASSES);
  posts.forEach((post, p) => {
    const label = labels[post]!;
    weights[p * CLASSES + label] = classWeights[label]!;
  });
  const dropout = Float32Array.from(
    { length: posts.length * (filters + size) },
    () => random() < options.dropout ? 0 : 1 / (1 - options.dropout),
  );
  const mask = classWeights.map((weight) => weight > 0 ? 0 : MASKED_OUT);
  const gradient = lossGradient(network, batch, { weights, mask, dropout });
  stepDense(network, gradient, memory, options.rate * remaining);
  batch.eachGradient(gradient.windows, gradient.means, (rows, slopes) => {
    stepRows(network, rows, slopes, memory, options.rowRate * remaining);
  });
}

/** Mean cross-entropy of the validation posts, weighted by class. */
function validationLoss(task: LearningTask, network: Network): number {
  const scorer = new NetworkScorer(network);
  const { classWeights, labels } = task;
  let loss = 0;
  let weights = 0;
  for (const post of task.validate) {
    const logits = scorer.readPost(task.sequences, post);
    const label = labels[post]!;
    let sum = 0;
    for (let c = 0; c < CLASSES; c++) {
      if (classWeights[c]! > 0) sum += Math.exp(logits[c]! - logits[label]!);
    }
    loss += classWeights[label]! * Math.log(sum);
    weights += classWeights[label]!;
  }
  return loss / weights;
}
