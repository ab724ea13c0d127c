import { plainPost, type Post } from "../post/post.ts";

/** The versions of a status that are not to be stored. */
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

/** The one that takes back more: associative, commutative and idempotent, as merging sightings is. */
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

/** Whether a version is taken back; one that was edited at the same time is. */
export function covers(withdrawal: Withdrawal, post: Post): boolean {
  const { upTo, upToRecordedAt, upToRecordedOffset } = withdrawal;
  const editedAt = post.editedAt ?? -Infinity;
  if (editedAt !== upTo) return editedAt < upTo;
  if (upTo !== -Infinity || !post.isEdit) return true;
  return post.recordedAt < upToRecordedAt ||
    post.recordedAt === upToRecordedAt && post.recordedOffset <= upToRecordedOffset;
}

/**
 * A row of `tombstones`: a status that was taken back. For good where `upTo` is `Infinity`; else a later version brings
 * it back, and then the row goes.
 */
export interface Tombstone extends Withdrawal {
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  readonly seen: Seen;
}

/**
 * What is remembered of a status without its words: what its stored row would hold for all its sightings, whichever
 * version wins. Without it a post that comes back would depend on what came before what.
 */
export interface Seen {
  readonly favourites: number;
  readonly reblogs: number;
  /** The earliest ingest time, ms since 1970. */
  readonly receivedAt: number | null;
  /** Whether every sighting came late. */
  readonly late: boolean;
  /** The last one that a stored row had: those that follow go on from it. */
  readonly contentVersion: number;
}

export const NOTHING_SEEN: Seen = {
  favourites: 0,
  reblogs: 0,
  receivedAt: null,
  late: true,
  contentVersion: 0,
};

/** What is remembered once this post goes too. Its `contentVersion` is 0 where it was never stored. */
export function keepCounters(
  seen: Seen,
  { post, late, contentVersion }: {
    readonly post: Post;
    readonly late: boolean;
    readonly contentVersion: number;
  },
): Seen {
  return {
    favourites: Math.max(seen.favourites, post.favourites),
    reblogs: Math.max(seen.reblogs, post.reblogs),
    receivedAt: earlier(seen.receivedAt, post.receivedAt),
    late: seen.late && late,
    contentVersion: Math.max(seen.contentVersion, contentVersion),
  };
}

/** The post with what is remembered of its earlier versions; itself where that adds nothing. */
export function restoreCounters(post: Post, seen: Seen): Post {
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
