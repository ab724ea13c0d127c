import { plainPost, type Post } from "../post/post.ts";

/** The versions of a status that must not be stored. */
export interface Withdrawal {
  /** Those edited at or before this, ms since 1970: `-Infinity` is the first version, `Infinity` all that ever come. */
  readonly upTo: number;
  /**
   * Where `upTo` is `-Infinity`: the record of the withdrawal. Edits that say no time are taken back if their records
   * stand before it, by Kafka's timestamp, then by offset. −1 where `upTo` is a time or `Infinity`.
   */
  readonly upToRecordedAt: number;
  readonly upToRecordedOffset: number;
  /** When this was received, at the earliest, ms since 1970. */
  readonly deletedAt: number;
}

/** The one that withdraws more: associative, commutative and idempotent, as merging versions is. */
export function furtherWithdrawal<W extends Withdrawal>(
  a: W | null = null,
  b: W | null = null,
): W | null {
  if (a === null || b === null) return a ?? b;
  if (a.upTo !== b.upTo) return a.upTo > b.upTo ? a : b;
  const order = a.upToRecordedAt - b.upToRecordedAt ||
    a.upToRecordedOffset - b.upToRecordedOffset || b.deletedAt - a.deletedAt;
  return order >= 0 ? a : b;
}

/** Whether a version is withdrawn; at the same time of edit it is. */
export function covers(withdrawal: Withdrawal, post: Post): boolean {
  const { upTo, upToRecordedAt, upToRecordedOffset } = withdrawal;
  const editedAt = post.editedAt ?? -Infinity;
  if (editedAt !== upTo) return editedAt < upTo;
  if (upTo !== -Infinity || !post.isEdit) return true;
  return post.recordedAt < upToRecordedAt ||
    post.recordedAt === upToRecordedAt && post.recordedOffset <= upToRecordedOffset;
}

/**
 * A row of `tombstones`: a status that was withdrawn. For good where `upTo` is `Infinity`; otherwise a later version brings
 * it back, and the row is deleted.
 */
export interface Tombstone extends Withdrawal {
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  readonly seen: KeptCounters;
}

/**
 * The counters of a withdrawn status, without its text: what its row would hold after all of its records, whichever version
 * wins. Without them a post that comes back would depend on the order of its records.
 */
export interface KeptCounters {
  readonly favourites: number;
  readonly reblogs: number;
  /** The earliest ingest time, ms since 1970. */
  readonly receivedAt: number | null;
  /** Whether every record came late. */
  readonly late: boolean;
  /** The last one that a stored row had: later rows continue from it. */
  readonly contentVersion: number;
}

export const NO_COUNTERS: KeptCounters = {
  favourites: 0,
  reblogs: 0,
  receivedAt: null,
  late: true,
  contentVersion: 0,
};

/** The counters with those of this post. Its `contentVersion` is 0 where it was never stored. */
export function keepCounters(
  seen: KeptCounters,
  { post, late, contentVersion }: {
    readonly post: Post;
    readonly late: boolean;
    readonly contentVersion: number;
  },
): KeptCounters {
  return {
    favourites: Math.max(seen.favourites, post.favourites),
    reblogs: Math.max(seen.reblogs, post.reblogs),
    receivedAt: earlier(seen.receivedAt, post.receivedAt),
    late: seen.late && late,
    contentVersion: Math.max(seen.contentVersion, contentVersion),
  };
}

/** The post with the counters of its earlier versions; the same object where they add nothing. */
export function restoreCounters(post: Post, seen: KeptCounters): Post {
  const favourites = Math.max(seen.favourites, post.favourites);
  const reblogs = Math.max(seen.reblogs, post.reblogs);
  const receivedAt = earlier(seen.receivedAt, post.receivedAt);
  return favourites === post.favourites && reblogs === post.reblogs &&
      receivedAt === post.receivedAt
    ? post
    : { ...plainPost(post), favourites, reblogs, receivedAt };
}

/** Whether two tombstones of one status say the same. */
export function sameTombstone(a: Tombstone, b: Tombstone): boolean {
  return a.upTo === b.upTo && a.upToRecordedAt === b.upToRecordedAt &&
    a.upToRecordedOffset === b.upToRecordedOffset && a.deletedAt === b.deletedAt &&
    a.seen.favourites === b.seen.favourites && a.seen.reblogs === b.seen.reblogs &&
    a.seen.receivedAt === b.seen.receivedAt && a.seen.late === b.seen.late &&
    a.seen.contentVersion === b.seen.contentVersion;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
