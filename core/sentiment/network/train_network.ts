import { FEATURE_VERSION } from "../text/features.ts";
import { openBackend } from "./backend.ts";
import { Checkpoint } from "./checkpoint.ts";
import { beginLesson, learn, type LearnHooks, type Lesson } from "./learn.ts";
import { copyNetwork, type Network } from "../model/network.ts";
import { settled } from "../model/network_file.ts";

/** Changes whenever the same lesson would end in other numbers: a checkpoint of before is then left aside. */
const LEARNING_VERSION = 2;

export interface NetworkTraining extends Lesson {
  /** Directory of checkpoints; it exists. */
  readonly checkpoints: string;
  /** Names the lesson among those of one training. */
  readonly name: string;
  /** What the rows came from, beside the options: other data must not go on from this data's checkpoint. */
  readonly data: Readonly<Record<string, string | number>>;
}

/**
 * Teaches a network one lesson, from where a run of the same lesson was interrupted if one was.
 *
 * @returns the network as its file will hold it
 */
export async function trainNetwork(
  start: Network,
  training: NetworkTraining,
  hooks: Pick<LearnHooks, "signal" | "onProgress">,
): Promise<Network> {
  await openBackend();
  const { name, data, options, seed, checkpoints } = training;
  const fingerprint = JSON.stringify({
    version: [LEARNING_VERSION, FEATURE_VERSION],
    name,
    data,
    options,
    seed,
    shape: start.shape,
  });
  const checkpoint = new Checkpoint(`${checkpoints}/${name}`, fingerprint);
  const progress = beginLesson(copyNetwork(start));
  await checkpoint.restore(progress);
  const network = await learn(training, progress, {
    ...hooks,
    save: (at) => checkpoint.save(at),
  });
  return settled(network);
}
