import { BLANK_POST, mergeVersions, type Post } from "../post/post.ts";
import { compareRowIds } from "../post/row_id.ts";
import type { FoldedStatus } from "./fold.ts";
import { isSealed } from "./refusals.ts";
import {
  covers,
  furtherWithdrawal,
  keepCounters,
  NO_COUNTERS,
  restoreCounters,
  sameTombstone,
  type Tombstone,
  type Withdrawal,
} from "./tombstone.ts";
import { type Score, WindowDeltas } from "../windows/window_deltas.ts";

/** A row of `toots_raw`, read under its lock. */
export interface StoredPost {
  readonly post: Post;
  readonly late: boolean;
  readonly contentVersion: number;
}

/** What the tables hold about the statuses of a batch. */
export interface Known {
  readonly posts: ReadonlyMap<string, StoredPost>;
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly scores: ReadonlyMap<string, Score>;
  /** Retention horizon, ms since 1970. */
  readonly sealedBefore: number | null;
}

/** A new row of `toots_raw`. `claim`: it only holds the id until the end of the transaction, see `apply_batch.ts`. */
export interface Insert extends StoredPost {
  /** It was read by REST. */
  readonly backfilled?: boolean;
  readonly claim: boolean;
}

/** Everything that one batch changes. Lists are in the order in which rows are locked. */
export interface Plan {
  readonly inserts: readonly Insert[];
  readonly updates: readonly StoredPost[];
  readonly deletes: readonly string[];
  readonly tombstones: readonly Tombstone[];
  /** Tombstones to delete: a later version brought the post back. */
  readonly revived: readonly string[];
  /** Rows of `toot_scores` to delete, after a deletion or a changed text. */
  readonly staleScores: readonly string[];
  readonly newScores: readonly {
    readonly id: string;
    readonly contentVersion: number;
    readonly score: Score;
  }[];
  readonly windows: WindowDeltas;
  /** Statuses whose row id another status holds. */
  readonly clashes: readonly {
    readonly status: FoldedStatus;
    readonly holder: { readonly instance: string; readonly statusId: string };
  }[];
  /** Statuses that were not stored: withdrawn before, or sealed. */
  readonly dropped: { tombstoned: number; sealed: number };
}

/** For statuses that are new to the tables. */
export const NOTHING_KNOWN: Known = {
  posts: new Map(),
  tombstones: new Map(),
  scores: new Map(),
  sealedBefore: null,
};

/** Scores a text, or returns null without reading it to leave it to a later scorer. */
export type ScoreText = (
  post: Pick<Post, "content" | "contentHtml" | "lang" | "spoilerText" | "pollText">,
) => Score | null;

/**
 * Decides what a batch changes, from its net content and what is stored. Pure: the same input gives the same plan. The
 * tables end in the same state for every order of the same records and however they are divided into batches.
 */
export function planChanges(
  statuses: Iterable<FoldedStatus>,
  known: Known,
  scoreText?: ScoreText,
): Plan {
  const planner = new Planner(scoreText);
  planner.add(statuses, known);
  return planner.plan();
}

/** Plans the changes of a batch; some statuses may be planned before others have been looked up. */
export class Planner {
  readonly #scoreText: ScoreText | undefined;
  readonly #windows = new WindowDeltas();
  readonly #inserts: Insert[] = [];
  readonly #updates: StoredPost[] = [];
  readonly #deletes: string[] = [];
  readonly #tombstones: Tombstone[] = [];
  readonly #revived: string[] = [];
  readonly #staleScores: string[] = [];
  readonly #newScores: Plan["newScores"][number][] = [];
  readonly #clashes: Plan["clashes"][number][] = [];
  readonly #dropped = { tombstoned: 0, sealed: 0 };

  constructor(scoreText?: ScoreText) {
    this.#scoreText = scoreText;
  }

  /** Plans statuses about which the tables hold exactly what `known` says. */
  add(statuses: Iterable<FoldedStatus>, known: Known): void {
    for (const status of statuses) this.#add(status, known);
  }

  /** The changes of all that was added, in the order in which rows are locked. */
  plan(): Plan {
    return {
      inserts: this.#inserts.sort((a, b) => compareRowIds(a.post.id, b.post.id)),
      updates: this.#updates.sort((a, b) => compareRowIds(a.post.id, b.post.id)),
      deletes: this.#deletes.sort(compareRowIds),
      tombstones: this.#tombstones.sort((a, b) => compareRowIds(a.id, b.id)),
      revived: this.#revived.sort(compareRowIds),
      staleScores: this.#staleScores,
      newScores: this.#newScores,
      windows: this.#windows,
      clashes: this.#clashes,
      dropped: this.#dropped,
    };
  }

  #add(status: FoldedStatus, known: Known): void {
    const stored = known.posts.get(status.id);
    const tombstone = known.tombstones.get(status.id);
    const holder = stored?.post ?? tombstone ?? status.rival ?? status;
    if (!sameStatus(holder, status)) {
      this.#clashes.push({ status, holder });
      return;
    }
    const seen = status.post;
    const withdrawal = furtherWithdrawal<Withdrawal>(status.withdrawal, tombstone);
    const isCovered = withdrawal !== null &&
      (stored === undefined || covers(withdrawal, stored.post)) &&
      (seen === null || covers(withdrawal, seen));
    if (isCovered) {
      if (seen !== null && status.withdrawal === null) this.#dropped.tombstoned++;
      this.#takeBack(status, { withdrawal, stored, tombstone, known });
    } else if (seen === null) return;
    else if (stored === undefined) this.#insert(seen, status, tombstone);
    else if (isSealed(stored.post, known.sealedBefore)) this.#dropped.sealed++;
    else this.#update(stored, seen, { seenLate: status.late, known });
  }

  #insert(seen: Post, status: FoldedStatus, tombstone: Tombstone | undefined): void {
    if (tombstone !== undefined) this.#revived.push(status.id);
    const before = tombstone?.seen ?? NO_COUNTERS;
    const post = tombstone === undefined ? seen : restoreCounters(seen, before);
    const late = status.late && before.late;
    const contentVersion = before.contentVersion + 1;
    const score = this.#score(post, contentVersion);
    const { backfilled } = status;
    this.#inserts.push({ post, late, contentVersion, claim: false, backfilled });
    this.#windows.add({ post, late, score });
  }

  #update(
    stored: StoredPost,
    seen: Post,
    { seenLate, known }: { readonly seenLate: boolean; readonly known: Known },
  ): void {
    const post = mergeVersions(stored.post, seen);
    const late = stored.late && seenLate;
    if (post === stored.post && late === stored.late) return;
    const textChanged = post.content !== stored.post.content || post.lang !== stored.post.lang ||
      post.spoilerText !== stored.post.spoilerText || post.pollText !== stored.post.pollText;
    const contentVersion = stored.contentVersion + (textChanged ? 1 : 0);
    const before = known.scores.get(post.id) ?? null;
    if (textChanged && before !== null) this.#staleScores.push(post.id);
    const after = textChanged ? this.#score(post, contentVersion) : before;
    this.#updates.push({ post, late, contentVersion });
    this.#windows.retract({ post: stored.post, late: stored.late, score: before });
    this.#windows.add({ post, late, score: after });
  }

  #takeBack(
    status: FoldedStatus,
    { withdrawal, stored, tombstone, known }: {
      readonly withdrawal: Withdrawal;
      readonly stored: StoredPost | undefined;
      readonly tombstone: Tombstone | undefined;
      readonly known: Known;
    },
  ): void {
    const { id, instance, statusId, late, post: sighting } = status;
    let seen = tombstone?.seen ?? NO_COUNTERS;
    if (stored !== undefined) seen = keepCounters(seen, stored);
    if (sighting !== null) seen = keepCounters(seen, { post: sighting, late, contentVersion: 0 });
    if (withdrawal.upTo === Infinity) seen = NO_COUNTERS;
    const { upTo, upToRecordedAt, upToRecordedOffset, deletedAt } = withdrawal;
    const taken = { upTo, upToRecordedAt, upToRecordedOffset, deletedAt };
    const next = { id, instance, statusId, ...taken, seen };
    if (tombstone === undefined || !sameTombstone(tombstone, next)) this.#tombstones.push(next);
    if (stored !== undefined) {
      const score = known.scores.get(id) ?? null;
      if (score !== null) this.#staleScores.push(id);
      this.#deletes.push(id);
      // A sealed post stays in its windows.
      if (!isSealed(stored.post, known.sealedBefore)) {
        this.#windows.retract({ post: stored.post, late: stored.late, score });
      }
    } else if (tombstone === undefined) {
      this.#inserts.push({ ...claimOf(status), claim: true });
    }
  }

  #score(post: Post, contentVersion: number): Score | null {
    const score = this.#scoreText?.(post) ?? null;
    if (score !== null) this.#newScores.push({ id: post.id, contentVersion, score });
    return score;
  }
}

/** A row that holds the id of a deleted status. */
function claimOf({ id, instance, statusId }: FoldedStatus): StoredPost {
  return { post: { ...BLANK_POST, id, instance, statusId }, late: false, contentVersion: 0 };
}

function sameStatus(
  a: { readonly instance: string; readonly statusId: string },
  b: { readonly instance: string; readonly statusId: string },
): boolean {
  return a.instance === b.instance && a.statusId === b.statusId;
}
