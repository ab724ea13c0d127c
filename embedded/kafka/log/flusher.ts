import type { PartitionLog } from "./partition_log.ts";

/**
 * Group commit: records appended during one round of fdatasync are flushed together in the next. With little load a record
 * becomes durable at once; with much load one fdatasync serves many records.
 */
export class Flusher {
  readonly #dirty = new Set<PartitionLog>();
  #running: Promise<void> | undefined;
  #round: Promise<unknown> | undefined;

  /** Schedules an fdatasync of `log`. */
  flush(log: PartitionLog): void {
    this.#dirty.add(log);
    this.#running ??= this.#run();
  }

  /** The current round, if any; await it to see all its logs become durable. */
  get round(): Promise<unknown> | undefined {
    return this.#round;
  }

  /** Resolves when no round is running or scheduled. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    // Requests that arrived together share the first round.
    await Promise.resolve();
    while (this.#dirty.size > 0) {
      const round = [...this.#dirty];
      this.#dirty.clear();
      await (this.#round = Promise.all(round.map((log) => log.sync())));
    }
    this.#round = undefined;
    this.#running = undefined;
  }
}
