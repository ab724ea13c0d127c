import type { Slice } from "./batch.ts";
import type { DeadLetter } from "./dead_letters.ts";
import { clash } from "./fold.ts";
import { unread } from "./fold_slices.ts";
import type { Plan } from "./plan.ts";
import type { StoredOffset } from "./reads.ts";
import type { NewOffset } from "./writes.ts";

/** A delete whose status has the row id of another one, which stays stored. */
export interface ClashedDelete {
  /** `instance/id`. */
  readonly status: string;
  readonly holder: string;
  /** The row id of both. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** The records of statuses whose row id another stored status holds, and which of them are deletes. */
export function clashedRecords(
  { clashes }: Plan,
  slices: readonly Slice[],
  { applied, offsets }: {
    /** Of the partitions of which something was applied. */
    readonly applied: readonly NewOffset[];
    /** The positions before the batch. */
    readonly offsets: readonly StoredOffset[];
  },
): { readonly letters: DeadLetter[]; readonly deletes: ClashedDelete[] } {
  const letters: DeadLetter[] = [];
  const deletes: ClashedDelete[] = [];
  for (const { status, holder } of clashes) {
    for (const slice of slices) {
      const { topic, partition } = slice;
      const here = (row: { readonly topic: string; readonly partition: number }) =>
        row.topic === topic && row.partition === partition;
      if (!applied.some(here)) continue;
      for (const record of unread(slice, offsets.find(here)?.nextOffset ?? 0)) {
        const { parsed } = record;
        const name = parsed.type === "post"
          ? parsed.post
          : parsed.type === "delete"
          ? parsed
          : null;
        if (
          name?.id === status.id && name.instance === status.instance &&
          name.statusId === status.statusId
        ) {
          letters.push({ ...clash(record, status, holder), topic, partition });
          if (parsed.type === "delete") {
            deletes.push({
              status: `${status.instance}/${status.statusId}`,
              holder: `${holder.instance}/${holder.statusId}`,
              id: status.id,
              topic,
              partition,
              offset: record.raw.offset,
            });
          }
        }
      }
    }
  }
  return { letters, deletes };
}
