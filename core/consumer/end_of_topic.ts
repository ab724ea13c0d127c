import type { OffsetRange } from "../kafka/partition_ranges.ts";

/** The end offsets of a topic at one moment, and whether the tables have reached them. */
export class EndOfTopic {
  readonly #left: Map<number, number>;

  /** Starts from the current ranges; an empty partition is at its end. */
  constructor(ranges: ReadonlyMap<number, OffsetRange>) {
    this.#left = new Map(
      [...ranges].filter(([, { low, high }]) => high > low).map(([partition, { high }]) => [
        partition,
        high,
      ]),
    );
  }

  /** Records applied next offsets, of this consumer or of others. */
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
