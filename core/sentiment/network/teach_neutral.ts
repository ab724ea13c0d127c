import type { NetworkPart } from "../model/model.ts";
import type { LearnHooks } from "./learn.ts";
import { SECOND_LESSON } from "./lessons.ts";
import { CLASSES, type Network } from "../model/network.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import type { Sequences } from "../model/sequences.ts";

/** Of the three logits; chosen on one fold of human-labelled rows and the later ones. */
const SHARE = 0.3;
/** Every so many-th post says when to stop. */
const VALIDATE = 15;

/** Human-labelled posts, as a network is taught them. */
export interface NeutralLesson {
  /** The network that knows two classes. */
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

/** A network that knows three classes, beside the linear head. */
export interface TaughtNeutral {
  readonly part: NetworkPart;
  /** Mixes the network's logits of a post of the lesson into the linear head's. */
  mix(linear: Float64Array, post: number): void;
}

/** Teaches a network that knows two classes the third; classes weigh alike, as in the linear head. */
export async function teachNeutral(
  lesson: NeutralLesson,
  hooks: Pick<LearnHooks, "signal" | "onProgress">,
): Promise<TaughtNeutral> {
  const { sequences, labels, learn } = lesson;
  const counts = [0, 0, 0];
  for (const post of learn) counts[labels[post]!]!++;
  const { trainNetwork } = await import("./train_network.ts");
  const network = await trainNetwork(lesson.start, {
    sequences,
    labels,
    learn: Uint32Array.from(learn.filter((_, i) => i % VALIDATE !== 0)),
    validate: Uint32Array.from(learn.filter((_, i) => i % VALIDATE === 0)),
    classWeights: counts.map((count) => learn.length / CLASSES / Math.max(1, count)),
    seed: lesson.seed,
    options: SECOND_LESSON,
    checkpoints: lesson.checkpoints,
    name: "neutral",
    data: lesson.source,
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
