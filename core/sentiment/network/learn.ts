import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import { mix32 } from "../text/hash.ts";
import { seededRandom, shuffle } from "../../base/random.ts";
import { Batch } from "./batch.ts";
import type { LessonOptions } from "./lessons.ts";
import { lossGradient } from "./loss.ts";
import { CLASSES, copyNetwork, type Network } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import type { Sequences } from "../model/sequences.ts";
import { newStepMemory, stepDense, type StepMemory, stepRows } from "./steps.ts";

/** Labelled posts to learn from, and how. */
export interface Lesson {
  readonly sequences: Sequences;
  /** Class of each post: 0 negative, 1 neutral, 2 positive. */
  readonly labels: Uint8Array;
  /** Posts to learn from. */
  readonly learn: Uint32Array;
  /** Posts that say when to stop. */
  readonly validate: Uint32Array;
  /** Weight of a post by its class; 0 for a class that the corpus does not know. */
  readonly classWeights: readonly number[];
  readonly seed: number;
  readonly options: LessonOptions;
}

/** Where learning stands: everything that its next step depends on. */
export interface Progress {
  readonly network: Network;
  readonly memory: StepMemory;
  /** The best network so far by the validation posts' loss. */
  best: { readonly network: Network; readonly loss: number; readonly epoch: number };
}

export interface LearnHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (share: number) => void;
  /** Called every {@linkcode STEPS_BETWEEN_SAVES} steps, between two of them, and after each pass. */
  readonly save?: (progress: Progress) => Promise<void>;
  /** Called after each pass. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

const STEPS_BETWEEN_SAVES = 400;
const OUT = -1e9;

/** The start of a lesson. */
export function beginLesson(network: Network): Progress {
  return {
    network,
    memory: newStepMemory(network),
    best: { network: copyNetwork(network), loss: Infinity, epoch: 0 },
  };
}

/**
 * Learns until the validation posts' loss has not fallen for some passes, and returns the best network.
 *
 * Each step draws its chances from the seed and its own number alone, so that learning which was interrupted goes on, from
 * a saved `progress`, exactly as if nothing had happened.
 */
export async function learn(
  lesson: Lesson,
  progress: Progress,
  hooks: LearnHooks = {},
): Promise<Network> {
  const { options, seed } = lesson;
  const perEpoch = Math.ceil(lesson.learn.length / options.batch);
  const all = perEpoch * options.epochs;
  while (progress.memory.steps < all) {
    const epoch = Math.floor(progress.memory.steps / perEpoch);
    if (epoch - progress.best.epoch > options.patience) break;
    const order = lesson.learn.slice();
    shuffle(order, seededRandom(mix32(seed + epoch)));
    for (let at = progress.memory.steps % perEpoch; at < perEpoch; at++) {
      takeStep(
        lesson,
        progress,
        order.subarray(at * options.batch, (at + 1) * options.batch),
        1 - progress.memory.steps / all,
      );
      const { steps } = progress.memory;
      hooks.onProgress?.(steps / all);
      if (at === perEpoch - 1) {
        const loss = validationLoss(lesson, progress.network);
        hooks.onEpoch?.(epoch + 1, loss);
        if (loss < progress.best.loss) {
          progress.best = { network: copyNetwork(progress.network), loss, epoch: epoch + 1 };
        }
      }
      if (at === perEpoch - 1 || steps % STEPS_BETWEEN_SAVES === 0) await hooks.save?.(progress);
      if (steps % 10 === 0) {
        await yieldToEventLoop();
        hooks.signal?.throwIfAborted();
      }
    }
  }
  return progress.best.network;
}

function takeStep(
  { sequences, labels, classWeights, seed, options }: Lesson,
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
  const mask = classWeights.map((weight) => weight > 0 ? 0 : OUT);
  const gradient = lossGradient(network, batch, { weights, mask, dropout });
  stepDense(network, gradient, memory, options.rate * remaining);
  batch.eachGradient(gradient.windows, gradient.means, (rows, slopes) => {
    stepRows(network, rows, slopes, memory, options.rowRate * remaining);
  });
}

/** Mean cross-entropy of the validation posts, weighed by class. */
function validationLoss(lesson: Lesson, network: Network): number {
  const scorer = new NetworkScorer(network);
  const { classWeights, labels } = lesson;
  let loss = 0;
  let weights = 0;
  for (const post of lesson.validate) {
    const logits = scorer.readPost(lesson.sequences, post);
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
