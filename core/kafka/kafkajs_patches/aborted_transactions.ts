/** An aborted transaction, as listed in a fetch response. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** Tracks the aborted transactions of a fetch while its batches are read in order. */
export class AbortedTransactions {
  readonly #ahead: { readonly producerId: bigint; readonly firstOffset: number }[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#ahead = aborted.map(({ producerId, firstOffset }) => ({
      producerId: BigInt(producerId),
      firstOffset: Number(firstOffset),
    })).sort((one, other) => one.firstOffset - other.firstOffset);
  }

  /** Whether a batch of this producer that ends before `nextOffset` belongs to an aborted transaction. */
  has(producerId: bigint, nextOffset: number): boolean {
    for (
      let [first] = this.#ahead;
      first && first.firstOffset < nextOffset;
      [first] = this.#ahead
    ) {
      this.#open.add(first.producerId);
      this.#ahead.shift();
    }
    return this.#open.has(producerId);
  }

  /** The abort marker was read: later batches of the producer belong to another transaction. */
  end(producerId: bigint): void {
    this.#open.delete(producerId);
  }
}
