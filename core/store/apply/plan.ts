import { mergeSightings, type Post } from "../../toot/post.ts";
import { compareRowIds } from "../../toot/row_id.ts";
import type { FoldedStatus } from "./fold.ts";
import { type Score, WindowDeltas } from "./window_deltas.ts";

/** A row of `toots_raw`, read under its lock. */
export interface StoredPost {
  readonly post: Post;
  readonly late: boolean;
  readonly contentVersion: number;
}

/** A row of `tombstones`. */
export interface Tombstone {
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  readonly deletedAt: number;
}

/** What must not be stored again. */
export interface PurgeRule {
  readonly kind: "account" | "post" | "instance";
  readonly value: string;
}

/** What the tables hold of the statuses of a batch, and what is not to be stored. */
export interface Known {
  readonly posts: ReadonlyMap<string, StoredPost>;
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly scores: ReadonlyMap<string, Score>;
  readonly purgeRules: readonly PurgeRule[];
  /** Retention horizon, ms since 1970: what is older is sealed. */
  readonly sealedBefore: number | null;
}

/** A new row of `toots_raw`. `claim`: it only holds the id until the transaction's end, see `apply_batch.ts`. */
export interface Insert extends StoredPost {
  readonly claim: boolean;
  /** What is known of its line of COPY. */
  readonly line?: Uint8Array | undefined;
}

/** Everything that one batch changes. Lists are in the order in which rows are locked. */
export interface Plan {
  readonly inserts: readonly Insert[];
  readonly updates: readonly StoredPost[];
  readonly deletes: readonly string[];
  readonly tombstones: readonly Tombstone[];
  /** Rows of `toot_scores` that go, with a deletion or a changed text. */
  readonly staleScores: readonly string[];
  readonly newScores: readonly {
    readonly id: string;
    readonly contentVersion: number;
    readonly score: Score;
  }[];
  readonly windows: WindowDeltas;
  /** Statuses whose row id belongs to another one, which holds it. */
  readonly clashes: readonly {
    readonly status: FoldedStatus;
    readonly holder: { readonly instance: string; readonly statusId: string };
  }[];
  readonly dropped: { tombstoned: number; purged: number; sealed: number };
}

/** Judges a text at once, or says null to leave it to a later scorer; then it has not asked for the text. */
export type ScoreText = (post: Pick<Post, "content" | "lang">) => Score | null;

/**
 * Decides what a batch changes, from what it says and what is stored. Pure: the same input gives the same plan, and
 * the tables end in the same state for every order and every cut of the same records.
 */
export function planChanges(
  statuses: Iterable<FoldedStatus>,
  known: Known,
  scoreText?: ScoreText,
): Plan {
  const windows = new WindowDeltas();
  const inserts: Insert[] = [];
  const updates: StoredPost[] = [];
  const deletes: string[] = [];
  const tombstones: Tombstone[] = [];
  const staleScores: string[] = [];
  const newScores: Plan["newScores"][number][] = [];
  const clashes: Plan["clashes"][number][] = [];
  const dropped = { tombstoned: 0, purged: 0, sealed: 0 };
  /** Which status of the batch has a row id that nothing in the tables has. */
  const holders = new Map<string, FoldedStatus>();

  for (const status of statuses) {
    const stored = known.posts.get(status.id);
    const tombstone = known.tombstones.get(status.id);
    const holder = stored?.post ?? tombstone ?? holders.get(status.id) ?? status;
    if (!sameStatus(holder, status)) {
      clashes.push({ status, holder });
      continue;
    }
    holders.set(status.id, status);
    if (status.deletedAt !== null) remove(status, status.deletedAt, stored, tombstone);
    else if (status.post === null) continue;
    else if (tombstone !== undefined) dropped.tombstoned++;
    else if (isPurged(status.post, known.purgeRules)) dropped.purged++;
    else if (known.sealedBefore !== null && status.post.createdAt < known.sealedBefore) {
      dropped.sealed++;
    } else if (stored === undefined) insert(status.post, status);
    else update(stored, status.post, status.late);
  }

  return {
    inserts: inserts.sort((a, b) => compareRowIds(a.post.id, b.post.id)),
    updates: updates.sort((a, b) => compareRowIds(a.post.id, b.post.id)),
    deletes: deletes.sort(compareRowIds),
    tombstones: tombstones.sort((a, b) => compareRowIds(a.id, b.id)),
    staleScores,
    newScores,
    windows,
    clashes,
    dropped,
  };

  function insert(post: Post, { late, line }: FoldedStatus): void {
    const score = judge(post, 1);
    inserts.push({ post, late, contentVersion: 1, claim: false, line });
    windows.add({ post, late, score });
  }

  function update(stored: StoredPost, seen: Post, seenLate: boolean): void {
    const post = mergeSightings(stored.post, seen);
    const late = stored.late && seenLate;
    if (post === stored.post && late === stored.late) return;
    const textChanged = post.content !== stored.post.content || post.lang !== stored.post.lang;
    const contentVersion = stored.contentVersion + (textChanged ? 1 : 0);
    const before = known.scores.get(post.id) ?? null;
    if (textChanged && before !== null) staleScores.push(post.id);
    const after = textChanged ? judge(post, contentVersion) : before;
    updates.push({ post, late, contentVersion });
    windows.retract({ post: stored.post, late: stored.late, score: before });
    windows.add({ post, late, score: after });
  }

  function remove(
    status: FoldedStatus,
    at: number,
    stored: StoredPost | undefined,
    tombstone: Tombstone | undefined,
  ): void {
    const { id, instance, statusId } = status;
    if (tombstone === undefined || at < tombstone.deletedAt) {
      tombstones.push({ id, instance, statusId, deletedAt: at });
    }
    if (stored !== undefined) {
      const score = known.scores.get(id) ?? null;
      if (score !== null) staleScores.push(id);
      deletes.push(id);
      windows.retract({ post: stored.post, late: stored.late, score });
    } else if (tombstone === undefined) {
      inserts.push({ ...claimOf(status), claim: true });
    }
  }

  function judge(post: Post, contentVersion: number): Score | null {
    const score = scoreText?.(post) ?? null;
    if (score !== null) newScores.push({ id: post.id, contentVersion, score });
    return score;
  }
}

/** A row that holds the id of a deleted status. */
function claimOf({ id, instance, statusId }: FoldedStatus): StoredPost {
  return {
    late: false,
    contentVersion: 0,
    post: {
      id,
      instance,
      statusId,
      createdAt: 0,
      editedAt: null,
      username: "",
      userId: "",
      lang: "",
      content: "",
      contentHtml: "",
      contentLength: 0,
      hashtags: [],
      favourites: 0,
      reblogs: 0,
      uri: null,
      url: null,
      inReplyToId: null,
      sensitive: false,
      bot: false,
      spoilerText: "",
      receivedAt: null,
    },
  };
}

function isPurged(post: Post, rules: readonly PurgeRule[]): boolean {
  return rules.some(({ kind, value }) => {
    switch (kind) {
      case "account":
        return post.username === value;
      case "post":
        return post.statusId === value || post.uri === value;
      case "instance":
        return post.username.endsWith(`@${value}`) || post.instance === value;
      default:
        return kind satisfies never;
    }
  });
}

function sameStatus(
  a: { readonly instance: string; readonly statusId: string },
  b: { readonly instance: string; readonly statusId: string },
): boolean {
  return a.instance === b.instance && a.statusId === b.statusId;
}
