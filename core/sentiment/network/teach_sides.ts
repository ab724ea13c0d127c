import { calibrated, calibrateSides } from "../model/calibration.ts";
import { NEGATIVE, POSITIVE } from "../data/labelled_rows.ts";
import type { NetworkPart } from "../model/model.ts";
import type { LearnHooks } from "./learn.ts";
import { FIRST_LESSON, NETWORK_SHAPE } from "./lessons.ts";
import { newNetwork } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

/** The distant corpus, as a network is taught it. */
export interface SidesLesson {
  readonly sequences: Sequences;
  /** 1 positive, 0 negative, by post. */
  readonly labels: Uint8Array;
  readonly learn: Uint32Array;
  /** Posts that say when to stop, and how large the network's share is. */
  readonly calibrateOn: Uint32Array;
  readonly seed: number;
  readonly source: Readonly<Record<string, string | number>>;
  /** Directory of checkpoints. */
  readonly checkpoints: string;
}

/** A network that knows two classes, beside the linear model. */
export interface TaughtSides {
  readonly part: NetworkPart;
  /** The logit of a post of the lesson, from the linear model's. */
  mixed(linear: number, post: number): number;
}

export function newSequences(): Sequences {
  return new Sequences(NETWORK_SHAPE.bits);
}

/** Teaches a new network positive and negative, and finds the share of the logit at which it helps the linear model most. */
export async function trainPolarity(
  lesson: SidesLesson,
  linear: (post: number) => number,
  hooks: Pick<LearnHooks, "signal" | "onProgress">,
): Promise<TaughtSides> {
  const { sequences, calibrateOn, seed } = lesson;
  // tfjs takes a quarter of a second and 50 MB: only who trains a network loads it.
  const { trainNetwork } = await import("./train_network.ts");
  const network = await trainNetwork(newNetwork(NETWORK_SHAPE, seed), {
    sequences,
    labels: lesson.labels.map((label) => label === 1 ? POSITIVE : NEGATIVE),
    // In the order of the file, whatever was done to it before: a lesson must be the same whenever it is repeated.
    learn: lesson.learn.slice().sort(),
    validate: calibrateOn,
    classWeights: [1, 0, 1],
    seed,
    options: FIRST_LESSON,
    checkpoints: lesson.checkpoints,
    name: "sides",
    data: lesson.source,
  }, hooks);
  const scorer = new NetworkScorer(network);
  const logit = (post: number) => {
    const logits = scorer.readPost(sequences, post);
    return logits[POSITIVE]! - logits[NEGATIVE]!;
  };
  const share = bestShare(
    Float64Array.from(calibrateOn, linear),
    Float64Array.from(calibrateOn, logit),
    Array.from(calibrateOn, (post) => lesson.labels[post]!),
  );
  return {
    part: { network, share },
    mixed: (own, post) => (1 - share) * own + share * logit(post),
  };
}

/** The share of the second in twentieths whose mixture, calibrated as the model will be, has the lowest loss. 0: it does not help. */
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
