import type { OffsetRange } from "../kafka/partition_ranges.ts";

/** The end of a topic at one moment, and whether the tables have reached it. */
export class EndOfTopic {
  readonly #left: Map<number, number>;

  /** What lies in the topic now; empty partitions are at their end. */
  constructor(ranges: ReadonlyMap<number, OffsetRange>) {
    this.#left = new Map(
      [...ranges].filter(([, { low, high }]) => high > low).map(([partition, { high }]) => [
        partition,
        high,
      ]),
    );
  }

  /** Takes note of next offsets that were applied, by whomever. */
  reach(positions: ReadonlyMap<number, number>): void {
    for (const [partition, next] of positions) {
      const end = this.#left.get(partition);
      if (end !== undefined && next >= end) this.#left.delete(partition);
    }
  }

  get reached(): boolean {
    return this.#left.size === 0;
  }

  /** Partitions whose end the tables have not reached. */
  get left(): readonly number[] {
    return [...this.#left.keys()];
  }
}
