import { POST_COLUMNS, type Values } from "./post_columns.ts";

/**
 * A post as it is stored: one version of it, with everything checked that a table needs. `post_columns.ts` describes its
 * properties.
 */
export interface Post extends Values<typeof POST_COLUMNS> {}

/** The properties of a post. */
export const POST_KEYS = Object.keys(POST_COLUMNS) as readonly (keyof Post)[];

/** A post that says nothing. */
export const BLANK_POST = postOf((key) => POST_COLUMNS[key].blank);

/**
 * Orders two versions of one post: positive where `a` wins. The later `editedAt` wins. At the same one, also where
 * neither has any, an edit beats the post as it was published, then the record that was written later wins: by
 * Kafka's timestamp, then by its offset, for records of one batch share a timestamp. What remains are copies, or
 * records of two partitions: those are ordered by their content, so that the winner never depends on arrival. The
 * address, the counts of attachments and the poll come last: {@linkcode mergeVersions} may complete them, which must not
 * change the order.
 */
function compareVersions(a: Post, b: Post): number {
  return compare(a.editedAt ?? -Infinity, b.editedAt ?? -Infinity) ||
    compare(Number(a.isEdit), Number(b.isEdit)) ||
    compare(a.recordedAt, b.recordedAt) ||
    compare(a.recordedOffset, b.recordedOffset) ||
    compare(a.createdAt, b.createdAt) ||
    compare(a.content, b.content) ||
    compare(a.contentHtml, b.contentHtml) ||
    compare(a.lang, b.lang) ||
    compare(a.username, b.username) ||
    compare(a.userId, b.userId) ||
    compare(a.hashtags.join("\0"), b.hashtags.join("\0")) ||
    compare(a.hashtags.length, b.hashtags.length) ||
    compare(a.spoilerText, b.spoilerText) ||
    compare(Number(a.sensitive), Number(b.sensitive)) ||
    compare(Number(a.bot), Number(b.bot)) ||
    compareRest(a, b) ||
    compare(a.uri ?? "", b.uri ?? "") ||
    compare(a.url ?? "", b.url ?? "") ||
    compare(a.inReplyToId ?? "", b.inReplyToId ?? "") ||
    compare(a.attachmentCount ?? -1, b.attachmentCount ?? -1) ||
    compare(a.describedCount ?? -1, b.describedCount ?? -1) ||
    compare(a.pollText ?? "", b.pollText ?? "") ||
    compare(Number(a.uri === null), Number(b.uri === null)) ||
    compare(Number(a.url === null), Number(b.url === null)) ||
    compare(Number(a.inReplyToId === null), Number(b.inReplyToId === null)) ||
    compare(Number(a.pollText === null), Number(b.pollText === null));
}

/** Properties that are merged or may be completed, so that they do not make a version win. */
const MERGED: ReadonlySet<keyof Post> = new Set([
  ...["favourites", "reblogs", "receivedAt"] as const,
  ...["uri", "url", "inReplyToId", "attachmentCount", "describedCount", "pollText"] as const,
]);

/** Orders by whatever has not been compared, so that a column that is added to the table decides too. */
function compareRest(a: Post, b: Post): number {
  for (const key of POST_KEYS) {
    if (MERGED.has(key)) continue;
    const order = compare(JSON.stringify(a[key]), JSON.stringify(b[key]));
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * Merges two versions of one post: the later version, with the highest counters and the earliest ingest time.
 * Commutative, associative and idempotent, so that order, batches and repeats do not matter. Returns `a` itself if
 * `b` adds nothing.
 *
 * If both are the post as it was published, fields that the later one lacks come from the other: a record of ten fields
 * must not erase the address of a post, or what is known of its attachments and its poll.
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
  const attachmentCount = larger(a.attachmentCount, b.attachmentCount);
  const describedCount = larger(a.describedCount, b.describedCount);
  const pollText = larger(a.pollText, b.pollText);
  return winner.uri === uri && winner.url === url && winner.inReplyToId === inReplyToId &&
      winner.attachmentCount === attachmentCount && winner.describedCount === describedCount &&
      winner.pollText === pollText
    ? winner
    : { ...plainPost(winner), uri, url, inReplyToId, attachmentCount, describedCount, pollText };
}

/** The same post as a plain object, whatever class reads the one given: its properties can be spread. */
export function plainPost(post: Post): Post {
  return postOf((key) => post[key]);
}

/** Makes a post of the values of its properties. */
function postOf(value: (key: keyof Post) => Post[keyof Post]): Post {
  const post: Partial<Record<keyof Post, Post[keyof Post]>> = {};
  for (const key of POST_KEYS) post[key] = value(key);
  return post as Post;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** The one that is not null; of two, always the same one. */
function larger<T extends string | number>(a: T | null, b: T | null): T | null {
  return a === null ? b : b === null || b < a ? a : b;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
