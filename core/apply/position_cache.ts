import type { Batch, Slice } from "./batch.ts";
import type { StoredOffset } from "./reads.ts";
import type { Refusals } from "./refusals.ts";

/** Where a partition stands, and the highest row id in what came to it last. */
export interface PartitionPosition extends StoredOffset {
  /** Ids above it are new, mostly; null where nothing is known of them. */
  readonly newestId: string | null;
}

/** What one batch is planned on before its transaction has read anything. */
export interface Belief {
  /** Of the partitions of its slices. */
  readonly standings: readonly PartitionPosition[];
  readonly refusals: Refusals;
}

/** After a batch that failed, no id passes for new in so many batches. */
const WARY_BATCHES = 50;

/**
 * What a consumer believes of the tables after its last batches. Whoever builds on it has it checked under the locks of
 * the transaction, or by a key that decides.
 */
export class PositionCache {
  readonly #standings = new Map<string, PartitionPosition>();
  readonly #waryBatches: number;
  #refusals: Refusals | undefined;
  #wary = 0;

  constructor(waryBatches = WARY_BATCHES) {
    this.#waryBatches = waryBatches;
  }

  /** Takes what became, or is about to become, of a batch. */
  note({ clusterId }: Batch, standings: readonly PartitionPosition[], refusals?: Refusals): void {
    for (const { topic, partition, nextOffset, watermark, newestId } of standings) {
      const standing = { topic, partition, nextOffset, watermark, newestId };
      this.#standings.set(key(clusterId, standing), standing);
    }
    this.#refusals = refusals ?? this.#refusals;
  }

  /** Forgets everything: what was believed did not hold, or was not to be. */
  forget(): void {
    this.#standings.clear();
    this.#refusals = undefined;
    this.#wary = this.#waryBatches;
  }

  /** Where the partitions of a batch stand; undefined unless each slice begins there. */
  standingsOf({ clusterId, slices }: Batch): readonly PartitionPosition[] | undefined {
    const rows = slices.map((slice) => this.#standings.get(key(clusterId, slice)));
    const known = rows.filter((row, at) => row?.nextOffset === slices[at]?.startOffset);
    return known.length === slices.length ? known.filter((row) => row !== undefined) : undefined;
  }

  /** What a batch can be planned on; undefined where too little is known. Counts off one of the wary batches. */
  of(batch: Batch): Belief | undefined {
    const standings = this.standingsOf(batch);
    if (standings === undefined || this.#refusals === undefined) return undefined;
    const refusals = this.#refusals;
    if (this.#wary === 0) return { standings, refusals };
    this.#wary--;
    return { standings: standings.map((row) => ({ ...row, newestId: null })), refusals };
  }
}

function key(clusterId: string, { topic, partition }: Pick<Slice, "topic" | "partition">): string {
  return `${partition}/${topic}/${clusterId}`;
}
