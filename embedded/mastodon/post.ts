/** A post as the server keeps it, whether made up or replayed from a file. */
export interface Post {
  readonly id: string;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly local: boolean;
  readonly hasMedia: boolean;
  /** Folded, see core/post/hashtag.ts. */
  readonly tags: readonly string[];
  /** How often it was edited. */
  revision: number;
  deleted: boolean;
  /** The status as JSON, as it reads now or as it read at an earlier revision. */
  json(revision?: number): string;
  /** The same, once more as the inside of a JSON string: what stands in an event's `payload`. */
  escapedJson(revision?: number): string;
}

/** Orders ids as Mastodon does: by number; where they are no numbers, shorter first, then by letters. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
