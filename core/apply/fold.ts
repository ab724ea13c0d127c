import { storableCount } from "../post/parse_record.ts";
import { mergeVersions, type Post } from "../post/post.ts";
import { compareRowIds } from "../post/row_id.ts";
import { advanceWatermark, isLate } from "../windows/watermark.ts";
import type { IncomingRecord } from "./batch.ts";
import { furtherWithdrawal, type Withdrawal } from "./tombstone.ts";

/** All that a batch says about one status, merged: no statement changes a row twice. */
export interface FoldedStatus {
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  /** The latest version, with the highest counters; null where the batch only deletes. */
  post: Post | null;
  /** Whether every record of the post came late. */
  late: boolean;
  /** Up to which version it was withdrawn; null where it was not. */
  withdrawal: Withdrawal | null;
  /** Whether it needs no look at the tables, provided that its id is as new as it seems. */
  seemsNew: boolean;
  /** The status that came first with the same row id; null where this one came first. */
  readonly rival: FoldedStatus | null;
}

/** A record that cannot be stored, and why. */
export interface Unstorable {
  readonly record: IncomingRecord;
  readonly reason: string;
  readonly error: string;
}

/** The net content of the records of one or more partitions. */
export interface Folded {
  /** By row id; further statuses with the same row id by that id and their own name. */
  readonly statuses: Map<string, FoldedStatus>;
  readonly records: FoldCounts;
}

/** How many records of each kind there were. */
export interface FoldCounts {
  posts: number;
  deletes: number;
  late: number;
  /** Posts that a purge rule or the retention horizon forbids. */
  refused: number;
}

export function emptyFold(): Folded {
  return { statuses: new Map(), records: { posts: 0, deletes: 0, late: 0, refused: 0 } };
}

/** What moves with the records of a partition. */
export interface Moving {
  readonly watermark: number | null;
  /** The highest row id in the last records that had one; null where earlier records are unknown. */
  readonly newestId: string | null;
}

/** The position of a partition, and how far its watermark stays behind the highest event time. */
export interface FoldOptions extends Moving {
  readonly outOfOrdernessMs: number;
  readonly refused: (post: Post) => boolean;
}

/**
 * Adds the records of a partition to a fold, in order, and returns the position after them. Records that cannot be stored
 * are added to `unstorable`.
 */
export function foldRecords(
  folded: Folded,
  records: Iterable<IncomingRecord>,
  unstorable: Unstorable[],
  options: FoldOptions,
): Moving {
  let { watermark } = options;
  let newestId: string | null = null;
  for (const record of records) {
    const { parsed } = record;
    switch (parsed.type) {
      case "nothing":
        break;
      case "dead":
        unstorable.push({ record, reason: parsed.reason, error: parsed.error });
        break;
      case "delete": {
        const status = statusOf(folded, parsed);
        status.seemsNew = false;
        // A delete may overtake its post: the id counts as seen.
        newestId = higher(parsed.id, newestId);
        const deletedAt = parsed.receivedAt ?? record.raw.timestamp;
        status.withdrawal = furtherWithdrawal(status.withdrawal, {
          upTo: parsed.upTo,
          upToRecordedAt: parsed.upTo === -Infinity ? storableCount(record.raw.timestamp) : -1,
          upToRecordedOffset: parsed.upTo === -Infinity ? storableCount(record.raw.offset) : -1,
          deletedAt,
        });
        folded.records.deletes++;
        break;
      }
      case "post": {
        const { post } = parsed;
        const late = isLate(post.createdAt, watermark);
        watermark = advanceWatermark(watermark, {
          eventTime: post.createdAt,
          receivedAt: post.receivedAt,
          timestamp: record.raw.timestamp,
        }, options.outOfOrdernessMs);
        folded.records.posts++;
        if (late) folded.records.late++;
        // A refused post moves the watermark too: a replay under other rules must find the same records late.
        if (options.refused(post)) {
          folded.records.refused++;
          break;
        }
        const isFirst = post.editedAt === null && !post.isEdit;
        newestId = higher(post.id, newestId);
        const status = statusOf(folded, post);
        status.seemsNew &&= isFirst && options.newestId !== null &&
          compareRowIds(post.id, options.newestId) > 0;
        status.post = status.post === null ? post : mergeVersions(status.post, post);
        status.late &&= late;
        break;
      }
      default:
        parsed satisfies never;
    }
  }
  return { watermark, newestId: newestId ?? options.newestId };
}

function higher(id: string, other: string | null): string {
  return other === null || compareRowIds(id, other) > 0 ? id : other;
}

type Named = Pick<FoldedStatus, "id" | "instance" | "statusId">;

/**
 * The entry of a status. Another status with the same row id gets an entry of its own: only the tables tell which of them
 * holds the id.
 */
function statusOf(folded: Folded, { id, instance, statusId }: Named): FoldedStatus {
  const first = folded.statuses.get(id);
  const isOther = first !== undefined &&
    !(first.instance === instance && first.statusId === statusId);
  const key = isOther ? `${id} ${instance}/${statusId}` : id;
  const known = isOther ? folded.statuses.get(key) : first;
  if (known !== undefined) return known;
  const status = {
    id,
    instance,
    statusId,
    post: null,
    late: true,
    withdrawal: null,
    seemsNew: !isOther,
    rival: isOther ? first : null,
  };
  folded.statuses.set(key, status);
  return status;
}

/** The dead letter of a record whose row id belongs to another status. */
export function clash(
  record: IncomingRecord,
  name: Named,
  holder: Pick<Named, "instance" | "statusId">,
): Unstorable {
  return {
    record,
    reason: "id_clash",
    error: `${name.instance}/${name.statusId} has the row id ${name.id}, ` +
      `which belongs to ${holder.instance}/${holder.statusId}`,
  };
}
