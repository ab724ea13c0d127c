/** A transaction that was aborted, as the broker says it along with a fetch. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** The transactions of a fetch that were aborted, as its batches are read one after the other. */
export class AbortedTransactions {
  readonly #ahead: { readonly producerId: bigint; readonly firstOffset: number }[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#ahead = aborted.map(({ producerId, firstOffset }) => ({
      producerId: BigInt(producerId),
      firstOffset: Number(firstOffset),
    })).sort((one, other) => one.firstOffset - other.firstOffset);
  }

  /** Whether a producer's transaction that reaches up to `nextOffset` is one of them. */
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

  /** The mark of an aborted transaction was read: what follows of the producer is another one. */
  end(producerId: bigint): void {
    this.#open.delete(producerId);
  }
}
