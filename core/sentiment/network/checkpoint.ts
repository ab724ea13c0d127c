import type { Progress } from "./learn.ts";
import { DENSE, type Network } from "../model/network.ts";
import { writeFileAtomicallySync } from "../../base/atomic_file.ts";

/**
 * Saves the state of training in a file: a killed run resumes from it and loses a few seconds of work at most.
 *
 * Format: one line of JSON (fingerprint, step, best loss), then all arrays as little-endian float32. The file is replaced
 * atomically. A checkpoint with another fingerprint (other data, options or build) is ignored.
 */
export class Checkpoint {
  /** @param fingerprint names everything that changes the result: data, options, versions */
  constructor(private readonly path: string, private readonly fingerprint: string) {}

  /** Loads the saved state into a fresh `progress`; false if there is no matching checkpoint. */
  async restore(progress: Progress): Promise<boolean> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await Deno.readFile(this.path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
    const headEnd = bytes.indexOf(10);
    const head = parsed(new TextDecoder().decode(bytes.subarray(0, Math.max(0, headEnd))));
    const arrays = arraysOf(progress);
    const size = arrays.reduce((sum, array) => sum + array.byteLength, headEnd + 1);
    if (head?.fingerprint !== this.fingerprint || bytes.length !== size) return false;
    let at = headEnd + 1;
    for (const array of arrays) {
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
        .set(bytes.subarray(at, at += array.byteLength));
    }
    progress.memory.steps = head.steps;
    progress.best = {
      network: progress.best.network,
      loss: head.bestLoss ?? Infinity,
      epoch: head.bestEpoch,
    };
    return true;
  }

  save(progress: Progress): void {
    const { memory, best } = progress;
    const head: Head = {
      fingerprint: this.fingerprint,
      steps: memory.steps,
      bestLoss: Number.isFinite(best.loss) ? best.loss : null,
      bestEpoch: best.epoch,
    };
    writeFileAtomicallySync(this.path, [
      new TextEncoder().encode(JSON.stringify(head) + "\n"),
      ...arraysOf(progress).map((array) =>
        new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      ),
    ]);
  }
}

/** The directory of a training's checkpoints: `MODEL.training`, beside the model, removed once the model is written. */
export class CheckpointDirectory {
  readonly path: string;

  /** @param model the directory of the model that is trained */
  constructor(model: string) {
    this.path = `${model.replace(/\/+$/, "")}.training`;
  }

  async make(): Promise<string> {
    await Deno.mkdir(this.path, { recursive: true });
    return this.path;
  }

  async remove(): Promise<void> {
    try {
      await Deno.remove(this.path, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

interface Head {
  readonly fingerprint: string;
  readonly steps: number;
  /** null before the first pass has ended: JSON has no infinity. */
  readonly bestLoss: number | null;
  readonly bestEpoch: number;
}

function parsed(line: string): Head | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function arraysOf({ network, memory, best }: Progress): Float32Array[] {
  const ofNetwork = (one: Network) => [one.embedding, ...DENSE.map((name) => one[name])];
  return [
    ...ofNetwork(network),
    ...DENSE.map((name) => memory.means[name]),
    ...DENSE.map((name) => memory.squares[name]),
    memory.rows,
    ...ofNetwork(best.network),
  ];
}
