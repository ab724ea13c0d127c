import { FEATURE_VERSION } from "../text/features.ts";
import { openBackend } from "./backend.ts";
import { Checkpoint } from "./checkpoint.ts";
import { learn, type LearnHooks, type LearningTask, startProgress } from "./learn.ts";
import { copyNetwork, type Network } from "../model/network.ts";
import { settled } from "../model/network_file.ts";

/** Raise it whenever the same task would give other numbers: older checkpoints are then ignored. */
const LEARNING_VERSION = 2;

export interface NetworkTraining extends LearningTask {
  /** Directory of checkpoints; it exists. */
  readonly checkpoints: string;
  /** Name of the task, unique within one training: the checkpoint's file name. */
  readonly name: string;
  /** Identifies the source of the rows, so that a checkpoint is never resumed with other data. */
  readonly data: Readonly<Record<string, string | number>>;
}

/**
 * Trains a network on one task, resuming an interrupted run of the same task from its checkpoint.
 *
 * @returns the network with the precision of its file
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
  const progress = startProgress(copyNetwork(start));
  await checkpoint.restore(progress);
  const network = await learn(training, progress, {
    ...hooks,
    save: (at) => checkpoint.save(at),
  });
  return settled(network);
}
