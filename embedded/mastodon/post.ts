/** A post on the server, generated or replayed from a file. */
export interface Post {
  readonly id: string;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly local: boolean;
  readonly hasMedia: boolean;
  /** Folded, see core/post/hashtag.ts. */
  readonly tags: readonly string[];
  /** Number of edits. */
  revision: number;
  deleted: boolean;
  /** The status as JSON, at the current or an earlier revision. */
  json(revision?: number): string;
  /** The same, escaped for a JSON string, as in an event's `payload`. */
  escapedJson(revision?: number): string;
}

/** Orders ids like Mastodon: numerically; ids that are no numbers by length, then alphabetically. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
