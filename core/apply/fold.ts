import type { Coverage } from "../post/coverage.ts";
import { storableCount } from "../post/parse_record.ts";
import { mergeVersions, type Post } from "../post/post.ts";
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
  /** Whether the first record of the post was read by REST: the stream had not brought it. */
  backfilled: boolean;
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
  /** Copies of coverage events. */
  coverage: number;
}

export function emptyFold(): Folded {
  const records = { posts: 0, deletes: 0, late: 0, refused: 0, coverage: 0 };
  return { statuses: new Map(), records };
}

/** How the records of a partition are folded. */
export interface FoldOptions {
  /** Before the first of them. */
  readonly watermark: number | null;
  /** How far it stays behind the highest event time. */
  readonly outOfOrdernessMs: number;
  /** Whether a status is probably unknown to the tables; called once in a batch for each row id. */
  readonly seemsNew: (id: string) => boolean;
  readonly refused: (post: Post) => boolean;
}

/** What the records of a partition hold besides posts. */
export interface Aside {
  readonly unstorable: Unstorable[];
  readonly coverage: Coverage[];
}

/**
 * Adds the records of a partition to a fold, in order, and returns the watermark after them. Records that cannot be stored,
 * and control events, are put `aside`.
 */
export function foldRecords(
  folded: Folded,
  records: Iterable<IncomingRecord>,
  { unstorable, coverage }: Aside,
  options: FoldOptions,
): number | null {
  let { watermark } = options;
  for (const record of records) {
    const { parsed } = record;
    switch (parsed.type) {
      case "nothing":
        break;
      case "coverage":
        coverage.push(parsed.coverage);
        folded.records.coverage++;
        break;
      case "dead":
        unstorable.push({ record, reason: parsed.reason, error: parsed.error });
        break;
      case "delete": {
        const status = statusOf(folded, parsed, options.seemsNew);
        status.seemsNew = false;
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
        // The watermark was held for what a backfill brings, or that window became final as incomplete.
        const late = parsed.backfilled !== true && isLate(post.createdAt, watermark);
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
        const status = statusOf(folded, post, options.seemsNew);
        status.seemsNew &&= isFirst;
        if (status.post === null) status.backfilled = parsed.backfilled === true;
        status.post = status.post === null ? post : mergeVersions(status.post, post);
        status.late &&= late;
        break;
      }
      default:
        parsed satisfies never;
    }
  }
  return watermark;
}

type Named = Pick<FoldedStatus, "id" | "instance" | "statusId">;

/**
 * The entry of a status. Another status with the same row id gets an entry of its own: only the tables tell which of them
 * holds the id.
 */
function statusOf(
  folded: Folded,
  { id, instance, statusId }: Named,
  seemsNew: FoldOptions["seemsNew"],
): FoldedStatus {
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
    backfilled: false,
    withdrawal: null,
    seemsNew: !isOther && seemsNew(id),
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
