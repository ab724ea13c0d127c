import type { Sql } from "../postgres/connect.ts";
import { copyPosts } from "./backlog/copy_posts.ts";
import { addCoverage, type PartCoverage } from "./coverage_writes.ts";
import { type DeadLetter, insertDeadLetters } from "./dead_letters.ts";
import type { Plan } from "./plan.ts";
import { haveTombstones } from "./reads.ts";
import {
  deletePosts,
  deleteScores,
  deleteTombstones,
  insertPosts,
  insertScores,
  JSON_POSTS_MAX,
  markBackfilled,
  moveOffsets,
  type NewOffset,
  updatePosts,
  upsertTombstones,
  writeWindows,
} from "./writes.ts";

/** What is written in one transaction. */
export interface Writing {
  readonly clusterId: string;
  readonly plan: Plan;
  readonly newOffsets: readonly NewOffset[];
  readonly letters: readonly DeadLetter[];
  readonly coverage: readonly PartCoverage[];
}

/** The answers to the statements of a transaction. */
export interface Written {
  /** Rejects where a statement succeeded and must not be committed: COMMIT must wait for it. */
  readonly checked: Promise<unknown>;
  /** Every answer; rejects with the first error. COMMIT then rolls back. */
  readonly done: Promise<unknown>;
}

/** Another transaction has changed what this one relied on; its code says that the batch must run again. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  readonly code = "40001";
}

/**
 * Sends all statements that write a plan, in the order of locks, and resolves once they are sent. Up to `jsonPostsMax` new
 * posts go without COPY.
 */
export async function writePlan(
  sql: Sql,
  { clusterId, plan, newOffsets, letters, coverage }: Writing,
  jsonPostsMax = JSON_POSTS_MAX,
): Promise<Written> {
  const few = plan.inserts.length <= jsonPostsMax;
  const copying = few ? undefined : copyPosts(sql, plan.inserts);
  const inserted = plan.inserts.map(({ post }) => post.id);
  const backfilled = plan.inserts.filter((each) => each.backfilled).map(({ post }) => post.id);
  const gone = [
    ...plan.deletes,
    ...plan.inserts.filter(({ claim }) => claim).map(({ post }) => post.id),
  ];
  // In the order of the answers: the first error explains those of the statements behind it.
  const checks: Promise<unknown>[] = copying === undefined ? [] : [copying.done];
  await copying?.sent;
  // The texts of the other statements are made while the database stores the posts.
  if (few && plan.inserts.length > 0) checks.push(insertPosts(sql, plan.inserts));
  if (plan.revived.length > 0) checks.push(deleteTombstones(sql, plan.revived));
  if (inserted.length > 0) checks.push(refuseTombstoned(sql, inserted));
  const steps: Promise<unknown>[] = [];
  if (backfilled.length > 0) steps.push(markBackfilled(sql, backfilled));
  if (plan.updates.length > 0) steps.push(updatePosts(sql, plan.updates));
  if (plan.tombstones.length > 0) steps.push(upsertTombstones(sql, plan.tombstones));
  if (gone.length > 0) steps.push(deletePosts(sql, gone));
  if (plan.staleScores.length > 0) steps.push(deleteScores(sql, plan.staleScores));
  if (plan.newScores.length > 0) steps.push(insertScores(sql, plan.newScores));
  steps.push(...writeWindows(sql, plan.windows));
  if (letters.length > 0) steps.push(insertDeadLetters(sql, clusterId, letters));
  if (coverage.length > 0) steps.push(...addCoverage(sql, coverage));
  steps.push(moveOffsets(sql, clusterId, newOffsets));
  const checked = Promise.all(checks);
  const done = Promise.all([...checks, ...steps]);
  // The caller awaits one of the two; the other must not be an unhandled rejection.
  for (const promise of [checked, done]) promise.catch(() => {});
  return { checked, done };
}

/** Throws {@linkcode Conflict} where another transaction has committed a tombstone of a post that was just inserted. */
async function refuseTombstoned(sql: Sql, ids: readonly string[]): Promise<void> {
  if (await haveTombstones(sql, ids)) throw new Conflict("A post was deleted while it was stored");
}
