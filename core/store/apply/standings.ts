import type { Batch, Slice } from "./batch.ts";
import type { Applied } from "./apply_batch.ts";
import type { StoredOffset } from "./reads.ts";

/** Where partitions stood after the last batches of this consumer. A belief: whoever builds on it has it checked. */
export class Standings {
  readonly #rows = new Map<string, StoredOffset>();

  /** Takes what became of a batch. */
  note({ clusterId }: Batch, { slices }: Applied): void {
    for (const { topic, partition, nextOffset, watermark } of slices) {
      this.#rows.set(key(clusterId, { topic, partition }), {
        topic,
        partition,
        nextOffset,
        watermark,
      });
    }
  }

  /** The rows of a batch's slices; undefined unless each slice begins where its partition is believed to stand. */
  at({ clusterId, slices }: Batch): readonly StoredOffset[] | undefined {
    const rows = slices.map((slice) => this.#rows.get(key(clusterId, slice)));
    const known = rows.filter((row, at) => row?.nextOffset === slices[at]?.startOffset);
    return known.length === slices.length ? known.filter((row) => row !== undefined) : undefined;
  }
}

function key(clusterId: string, { topic, partition }: Pick<Slice, "topic" | "partition">): string {
  return `${partition}/${topic}/${clusterId}`;
}
