import type { Stats, Unwell } from "./protocol.ts";
import {
  type Spawn,
  SupervisedWorker,
  type WorkerEvent,
  type WorkerFacts,
  type WorkerSpec,
} from "./supervised_worker.ts";

/** The order in which workers drain: sources first, then their consumers, services that both need last. */
export type Stage = "source" | "pipeline" | "service";

const STAGES: readonly Stage[] = ["source", "pipeline", "service"];
/** Deadline of each stage. Their sum plus the 1.5 s of `finishPipeline` stays under the 10 s that a drain may take. */
const DRAIN_MS: Readonly<Record<Stage, number>> = {
  source: 3_000,
  pipeline: 2_500,
  service: 2_500,
};

/** Owns the workers of this process: starts them, forwards their events, and drains them stage by stage. */
export class Supervisor {
  /** Rejects with {@linkcode WorkerFailed} as soon as any worker but a view has failed for good. */
  readonly failed: Promise<never>;
  readonly #spawn: Spawn;
  readonly #tell: (worker: string, event: WorkerEvent) => void;
  readonly #workers: { readonly stage: Stage; readonly worker: SupervisedWorker }[] = [];
  readonly #failed = Promise.withResolvers<never>();
  #unwell: Unwell = [];

  constructor(spawn: Spawn, tell: (worker: string, event: WorkerEvent) => void) {
    this.#spawn = spawn;
    this.#tell = tell;
    this.failed = this.#failed.promise;
    this.failed.catch(() => {});
  }

  /** Starts a worker; it is drained with its stage. */
  start(stage: Stage, spec: WorkerSpec): SupervisedWorker {
    const worker = new SupervisedWorker(spec, this.#spawn, (event) => this.#tell(spec.name, event));
    worker.showHealth(this.#unwell);
    this.#workers.push({ stage, worker });
    if (spec.isView !== true) worker.ended.catch((error: unknown) => this.#failed.reject(error));
    return worker;
  }

  /** What is known of each worker now. */
  get facts(): readonly WorkerFacts[] {
    return this.#workers.map(({ worker }) => worker.facts);
  }

  /** Tells the workers that show it which parts of the process are not well. */
  showHealth(unwell: Unwell): void {
    this.#unwell = unwell;
    for (const { worker } of this.#workers) worker.showHealth(unwell);
  }

  /** What these workers wait for may be back: they try again now. */
  retry(names: ReadonlySet<string>): void {
    for (const { worker } of this.#workers) if (names.has(worker.name)) worker.retry();
  }

  /** Waits for a worker to be ready, or for any worker to fail for good. */
  ready(worker: SupervisedWorker): Promise<Stats> {
    return Promise.race([worker.ready, this.failed]);
  }

  /**
   * Drains the running workers of the given stages, one stage after the other, and terminates those that miss the deadline.
   *
   * @returns the names of the workers that were terminated or failed while draining
   */
  async drain(stages: readonly Stage[] = STAGES): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const stage of stages) {
      const workers = this.#workers.filter((entry) => entry.stage === stage).map(({ worker }) =>
        worker
      );
      lost.push(...await drainAll(workers, DRAIN_MS[stage]));
    }
    return lost;
  }

  /** Terminates every worker at once, in any state. */
  kill(): void {
    for (const { worker } of this.#workers) worker.kill();
  }
}

async function drainAll(
  workers: readonly SupervisedWorker[],
  deadlineMs: number,
): Promise<readonly string[]> {
  const running = workers.filter(({ state }) => state !== "stopped" && state !== "failed");
  if (running.length === 0) return [];
  for (const worker of running) worker.drain();
  const late = setTimeout(() => running.forEach((worker) => worker.kill()), deadlineMs);
  const ends = await Promise.allSettled(running.map(({ ended }) => ended));
  clearTimeout(late);
  return running.filter((_, index) => ends[index]?.status === "rejected").map(({ name }) => name);
}
