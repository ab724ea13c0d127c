import type { PostRecord, TootRecord } from "../../core/post/record.ts";

const WINDOW_MS = 60_000;

/** Expected row of a window table. */
export interface WindowTruth {
  /** Number of posts. */
  count: number;
  /** Sum of their lengths in Unicode code points. */
  lengthSum: number;
}

/** Expected content of the tables once all records are applied, in any order. */
export interface Truth {
  /** Surviving posts by `instance/id`, at their last version. */
  readonly posts: ReadonlyMap<string, PostRecord>;
  /** By `2026-01-15T18:00:00.000Z|en`. */
  readonly byLanguage: ReadonlyMap<string, WindowTruth>;
  /** By `2026-01-15T18:00:00.000Z|username`. */
  readonly byUser: ReadonlyMap<string, WindowTruth>;
  /** Posts that were deleted, by `instance/id`. */
  readonly deleted: ReadonlySet<string>;
}

/**
 * Computes the surviving posts in the simplest way: a delete wins over everything, else the version with the highest
 * `edited_at`, unless one at least as late was refused; counters are the maximum seen. Shares no code with the code under
 * test.
 */
export function truth(
  records: Iterable<{ readonly value: string | Uint8Array }>,
  defaultInstance = "social.example",
): Truth {
  const decoder = new TextDecoder();
  const posts = new Map<string, PostRecord>();
  const deleted = new Set<string>();
  const refused = new Map<string, number>();
  for (const { value } of records) {
    const record: TootRecord = JSON.parse(
      typeof value === "string" ? value : decoder.decode(value),
    );
    const key = `${record.instance ?? defaultInstance}/${record.id}`;
    if (record.event === "delete" && "reason" in record) {
      refused.set(key, Math.max(version(record), refused.get(key) ?? -Infinity));
    } else if (record.event === "delete") {
      deleted.add(key);
      posts.delete(key);
    } else if (!deleted.has(key)) {
      posts.set(key, newer(posts.get(key), record));
    }
  }
  for (const [key, latest] of refused) {
    const post = posts.get(key);
    if (post !== undefined && version(post) <= latest) posts.delete(key);
  }
  const byLanguage = new Map<string, WindowTruth>();
  const byUser = new Map<string, WindowTruth>();
  for (const post of posts.values()) {
    const start = Math.floor(Date.parse(post.created_at) / WINDOW_MS) * WINDOW_MS;
    const window = new Date(start).toISOString();
    const length = codePoints(post.content);
    add(byLanguage, `${window}|${post.language}`, length);
    add(byUser, `${window}|${post.username}`, length);
  }
  return { posts, byLanguage, byUser, deleted };
}

/** Length of a text in code points, like PostgreSQL's `length()`. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function newer(old: PostRecord | undefined, record: PostRecord): PostRecord {
  if (old === undefined) return record;
  return {
    ...(version(record) > version(old) ? record : old),
    favourites: Math.max(old.favourites, record.favourites),
    reblogs: Math.max(old.reblogs, record.reblogs),
  };
}

function version({ edited_at }: Pick<PostRecord, "edited_at">): number {
  return edited_at ? Date.parse(edited_at) : -Infinity;
}

function add(windows: Map<string, WindowTruth>, key: string, length: number): void {
  const window = windows.get(key);
  if (window === undefined) windows.set(key, { count: 1, lengthSum: length });
  else {
    window.count++;
    window.lengthSum += length;
  }
}
