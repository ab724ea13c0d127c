/** A post as it is stored: one version of it, with everything checked that a table needs. */
export interface Post {
  /** `toots_raw.id`, in decimal: {@linkcode import("./row_id.ts").rowId} of the next two. */
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  /** Event time, ms since 1970. */
  readonly createdAt: number;
  /** Ms since 1970; null for the first version, and for edits of servers that do not say when they were made. */
  readonly editedAt: number | null;
  /** Whether the event was an edit (`status.update`). */
  readonly isEdit: boolean;
  /** Where its record stands in the topic: Kafka's timestamp (ms since 1970) and offset; −1 where it is not known. */
  readonly recordedAt: number;
  readonly recordedOffset: number;
  readonly username: string;
  readonly userId: string;
  readonly lang: string;
  readonly content: string;
  readonly contentHtml: string;
  /** Unicode code points of `content`. */
  readonly contentLength: number;
  readonly hashtags: readonly string[];
  readonly favourites: number;
  readonly reblogs: number;
  readonly uri: string | null;
  readonly url: string | null;
  readonly inReplyToId: string | null;
  readonly sensitive: boolean;
  readonly bot: boolean;
  readonly spoilerText: string;
  /** Ingest time, ms since 1970; null in records of the replaced producer. */
  readonly receivedAt: number | null;
}

/**
 * Orders two versions of one post: positive where `a` wins. The later `editedAt` wins. At the same one, also where
 * neither has any, an edit beats the post as it was published, then the record that was written later wins: by Kafka's
 * timestamp, then by its offset, for records of one batch share a timestamp. What is left are copies, or records of two
 * partitions: those are ordered by what they say, so that the winner never depends on which came first.
 */
function compareVersions(a: Post, b: Post): number {
  return compare(a.editedAt ?? -Infinity, b.editedAt ?? -Infinity) ||
    compare(Number(a.isEdit), Number(b.isEdit)) ||
    compare(a.recordedAt, b.recordedAt) ||
    compare(a.recordedOffset, b.recordedOffset) ||
    compare(a.uri ?? "", b.uri ?? "") ||
    compare(a.createdAt, b.createdAt) ||
    compare(a.content, b.content) ||
    compare(a.contentHtml, b.contentHtml) ||
    compare(a.lang, b.lang) ||
    compare(a.username, b.username) ||
    compare(a.userId, b.userId) ||
    compare(a.hashtags.join("\0"), b.hashtags.join("\0")) ||
    compare(a.hashtags.length, b.hashtags.length) ||
    compare(a.url ?? "", b.url ?? "") ||
    compare(a.inReplyToId ?? "", b.inReplyToId ?? "") ||
    compare(a.spoilerText, b.spoilerText) ||
    compare(Number(a.sensitive), Number(b.sensitive)) ||
    compare(Number(a.bot), Number(b.bot)) ||
    compare(Number(a.uri === null), Number(b.uri === null)) ||
    compare(Number(a.url === null), Number(b.url === null)) ||
    compare(Number(a.inReplyToId === null), Number(b.inReplyToId === null));
}

/**
 * One post of two sightings: the later version, with the highest counters and the earliest ingest time seen.
 * Commutative, associative and idempotent, so that order, batches and repeats do not matter. Gives `a` itself where
 * `b` adds nothing.
 *
 * Of two sightings of the post as it was published, what the later one does not name is taken from the other: a record
 * of ten fields does not make the address of a post unknown.
 */
export function mergeVersions(a: Post, b: Post): Post {
  const winner = winnerOf(a, b);
  const favourites = Math.max(a.favourites, b.favourites);
  const reblogs = Math.max(a.reblogs, b.reblogs);
  const receivedAt = earlier(a.receivedAt, b.receivedAt);
  return winner.favourites === favourites && winner.reblogs === reblogs &&
      winner.receivedAt === receivedAt
    ? winner
    : { ...plainPost(winner), favourites, reblogs, receivedAt };
}

function winnerOf(a: Post, b: Post): Post {
  const winner = compareVersions(b, a) > 0 ? b : a;
  if (a.editedAt !== b.editedAt || a.isEdit || b.isEdit) return winner;
  const uri = larger(a.uri, b.uri);
  const url = larger(a.url, b.url);
  const inReplyToId = larger(a.inReplyToId, b.inReplyToId);
  return winner.uri === uri && winner.url === url && winner.inReplyToId === inReplyToId
    ? winner
    : { ...plainPost(winner), uri, url, inReplyToId };
}

/** The same post as an object of its own, whatever reads the one given: its fields can be spread. */
export function plainPost(post: Post): Post {
  return {
    id: post.id,
    instance: post.instance,
    statusId: post.statusId,
    createdAt: post.createdAt,
    editedAt: post.editedAt,
    isEdit: post.isEdit,
    recordedAt: post.recordedAt,
    recordedOffset: post.recordedOffset,
    username: post.username,
    userId: post.userId,
    lang: post.lang,
    content: post.content,
    contentHtml: post.contentHtml,
    contentLength: post.contentLength,
    hashtags: post.hashtags,
    favourites: post.favourites,
    reblogs: post.reblogs,
    uri: post.uri,
    url: post.url,
    inReplyToId: post.inReplyToId,
    sensitive: post.sensitive,
    bot: post.bot,
    spoilerText: post.spoilerText,
    receivedAt: post.receivedAt,
  };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** The one that is there; of two that differ always the same one. */
function larger(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || b < a ? a : b;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
