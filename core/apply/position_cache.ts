import { RecentIds } from "./recent_ids.ts";
import type { Batch, Slice } from "./batch.ts";
import type { StoredOffset } from "./reads.ts";
import type { Refusals } from "./refusals.ts";

/** What a batch is planned on before its transaction has read anything. */
export interface Assumptions {
  /** Of the partitions of its slices. */
  readonly positions: readonly StoredOffset[];
  readonly refusals: Refusals;
  /** Whether a status is probably unknown to the tables. */
  readonly seemsNew: (id: string) => boolean;
}

/** After a failure, look every id up for this many batches. */
const LOOKUP_BATCHES = 50;

/**
 * Positions and refusals as of the last batches of this consumer. Unverified: every use is checked again under the
 * transaction's locks, or decided by a unique key.
 */
export class PositionCache {
  readonly #positions = new Map<string, StoredOffset>();
  readonly #recentIds = new RecentIds();
  readonly #lookupBatches: number;
  #refusals: Refusals | undefined;
  #lookupsLeft = 0;

  constructor(lookupBatches = LOOKUP_BATCHES) {
    this.#lookupBatches = lookupBatches;
  }

  /** Keeps the positions after a batch, which may still be about to commit, and what its transaction has found. */
  note({ clusterId }: Batch, positions: readonly StoredOffset[], refusals?: Refusals): void {
    for (const { topic, partition, nextOffset, watermark } of positions) {
      const position = { topic, partition, nextOffset, watermark };
      this.#positions.set(key(clusterId, position), position);
    }
    this.#refusals = refusals ?? this.#refusals;
  }

  /** Forgets everything: a batch failed, so that the tables may differ. */
  forget(): void {
    this.#positions.clear();
    this.#refusals = undefined;
    this.#lookupsLeft = this.#lookupBatches;
  }

  /** The positions of the partitions of a batch; undefined unless each slice begins at its own. */
  positionsOf({ clusterId, slices }: Batch): readonly StoredOffset[] | undefined {
    const rows = slices.map((slice) => this.#positions.get(key(clusterId, slice)));
    const known = rows.filter((row, at) => row?.nextOffset === slices[at]?.startOffset);
    return known.length === slices.length ? known.filter((row) => row !== undefined) : undefined;
  }

  /** What a batch can be planned on; undefined where too little is known. After a failure it counts a batch down. */
  of(batch: Batch): Assumptions | undefined {
    const positions = this.positionsOf(batch);
    if (positions === undefined || this.#refusals === undefined) return undefined;
    const refusals = this.#refusals;
    const seemsNew = this.#lookupsLeft === 0
      ? (id: string) => !this.#recentIds.add(id)
      : (id: string) => this.sawId(id);
    this.#lookupsLeft = Math.max(0, this.#lookupsLeft - 1);
    return { positions, refusals, seemsNew };
  }

  /** Notes the id of a status in a batch that looks every id up; returns false. */
  sawId(id: string): false {
    this.#recentIds.add(id);
    return false;
  }
}

function key(clusterId: string, { topic, partition }: Pick<Slice, "topic" | "partition">): string {
  return `${partition}/${topic}/${clusterId}`;
}
