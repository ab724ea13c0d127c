import type { PartitionLog } from "./partition_log.ts";

/**
 * Group commit: while one round of fdatasync is on its way, what is appended meanwhile gathers for the next. A quiet
 * broker makes a record durable at once; a busy one pays for one fdatasync for many.
 */
export class Flusher {
  readonly #dirty = new Set<PartitionLog>();
  #running: Promise<void> | undefined;
  #round: Promise<unknown> | undefined;

  /** Has `log` made durable soon. */
  flush(log: PartitionLog): void {
    this.#dirty.add(log);
    this.#running ??= this.#run();
  }

  /** The round that is on its way: whoever has seen one log of it move may wait for the others. */
  get round(): Promise<unknown> | undefined {
    return this.#round;
  }

  /** Resolves when nothing is left to be done. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    // Lets requests that have arrived together share the first round.
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
