import type { Sql } from "../postgres/connect.ts";
import type { Assumptions } from "./position_cache.ts";
import type { Batch } from "./batch.ts";
import { type ClashedDelete, clashedRecords } from "./clashed_records.ts";
import type { DeadLetter } from "./dead_letters.ts";
import { SpeculativePlan, type SpeculativePlanOptions } from "./speculative_plan.ts";
import type { FoldCounts } from "./fold.ts";
import type { AppliedSlice } from "./fold_slices.ts";
import type { Plan } from "./plan.ts";
import {
  lockOffsets,
  lockPosts,
  lockSettings,
  lockTombstones,
  readRefusals,
  readScores,
  type StoredOffset,
} from "./reads.ts";
import type { Refusals } from "./refusals.ts";
import { Conflict, writePlan } from "./write_plan.ts";

/** How batches are applied. */
export interface ApplyOptions extends SpeculativePlanOptions {
  /** Up to this many new posts are stored without COPY. */
  readonly jsonPostsMax?: number;
  /** The newest version of the schema that this consumer knows; tests play an older or a newer build. */
  readonly schemaVersion?: number;
  /** Notes the id of a status that is looked up; returns false. */
  sawId?(id: string): false;
  /** Called with what the tables will hold after COMMIT: the next batch may be planned on it. */
  onPlan?(positions: readonly AppliedSlice[], refusals: Refusals): void;
  /** Called when the database begins and stops waiting for this thread: other work should pause in between. */
  onWork?(on: boolean): void;
}

/** What a committed batch did. */
export interface Applied {
  readonly slices: readonly AppliedSlice[];
  readonly records: FoldCounts;
  readonly rows: {
    readonly inserted: number;
    readonly updated: number;
    readonly deleted: number;
    readonly deadLetters: number;
    /** Posts that must not be stored, and statuses that were withdrawn before. */
    readonly dropped: number;
  };
  /** Deletes that deleted nothing, because another status holds the row id of theirs. */
  readonly clashedDeletes: readonly ClashedDelete[];
}

/**
 * Applies a batch in one transaction on a reserved connection: offsets, posts, windows, offsets. It rejects with the
 * server's error after a rollback; after a transient one (`isTransient`) the same batch must be applied again.
 *
 * Exact, because every read that decides is made under a lock or checked again, in this order everywhere:
 *
 *  0. the settings: the schema's version, purge rules and the retention horizon do not change until the end;
 *  1. the offset rows: two consumers of a partition take turns, and the second one finds its records applied;
 *  2. the stored posts, by id (`for update`): exactly what is stored is retracted;
 *  3. the tombstones, by id (`for update`), in a later statement, which sees what the previous holder of a lock wrote: a
 *     status has a post or a tombstone, and the holder of that row's lock decides what is next;
 *  4. new ids, by id, into the primary key of `toots_raw`, which decides between a post and its deletion: the deletion
 *     of an unknown post claims the id with a row of its own until commit, so that an insert of the same id elsewhere
 *     waits, fails with 23505 or finds (5) the tombstone;
 *  5. the tombstones of what was inserted or claimed, once more; those that this transaction held are deleted by then;
 *  6. language windows by (start, lang), user windows by (start, username); a later statement deletes the empty ones;
 *  7. what the batch covers of streams: rows of its own partitions only, under the locks of (1).
 *
 * With a speculative plan only its unresolved statuses are looked up in (2) and (3). For the others (4) and (5) decide: where
 * they find that a status was not new, the batch runs again without the plan.
 */
export async function applyBatch(
  sql: Sql,
  batch: Batch,
  options: ApplyOptions & { readonly speculativePlan?: SpeculativePlan | undefined },
): Promise<Applied> {
  let committing = false;
  try {
    return await inTransaction(sql, batch, { ...options, onCommit: () => committing = true });
  } catch (error) {
    options.onWork?.(false);
    // After an error COMMIT rolls back. On a broken connection this fails too, and the server has rolled back or will.
    if (!committing) await rollBack(sql).catch(() => {});
    throw error;
  }
}

async function inTransaction(
  sql: Sql,
  batch: Batch,
  options: Parameters<typeof applyBatch>[2] & { onCommit(): void },
): Promise<Applied> {
  const { speculativePlan: given } = options;
  options.onWork?.(true);
  const ids = given === undefined ? idsOf(batch) : given.unresolved.map(({ id }) => id);
  // Sent together, answered in order; each statement takes a snapshot of its own (read committed).
  const locking = Promise.all([
    sql`begin`.execute(),
    lockSettings(sql),
    lockOffsets(sql, batch.clusterId, batch.slices),
    readRefusals(sql, options.schemaVersion),
  ]);
  const probing = Promise.all([
    lockPosts(sql, ids),
    lockTombstones(sql, ids),
    readScores(sql, ids),
  ]);
  // Their errors are handled where they are awaited, unless an earlier one was.
  for (const promise of [locking, probing]) promise.catch(() => {});
  const [, , offsets, refusals] = await locking;
  if (given !== undefined && !given.holds(offsets, refusals)) {
    throw new Conflict("The tables are not as they were assumed to be");
  }
  // This needs no stored status, and is done while the database looks for them.
  const speculativePlan = given ??
    new SpeculativePlan(batch, assumptionsFrom(offsets, refusals, options), options);
  const { folded, newOffsets, slices, letters, coverage } = speculativePlan.folded;
  const [posts, tombstones, scores] = await probing;
  if (newOffsets.length === 0) {
    options.onWork?.(false);
    await rollBack(sql);
    return { slices, records: folded.records, rows: NO_ROWS, clashedDeletes: [] };
  }
  const { sealedBefore } = refusals;
  speculativePlan.planner.add(speculativePlan.unresolved, {
    posts,
    tombstones,
    scores,
    sealedBefore,
  });
  const plan = speculativePlan.planner.plan();
  const clashes = clashedRecords(plan, batch.slices, { applied: newOffsets, offsets });
  letters.push(...clashes.letters);
  const { clusterId } = batch;
  const writing = { clusterId, plan, newOffsets, letters, coverage };
  const { checked, done } = await writePlan(sql, writing, options.jsonPostsMax);
  options.onPlan?.(slices, refusals);
  options.onWork?.(false);
  await checked;
  options.onCommit();
  await Promise.all([done, sql`commit`.execute()]);
  return {
    slices,
    records: folded.records,
    rows: countRows(plan, { refused: folded.records.refused, letters }),
    clashedDeletes: clashes.deletes,
  };
}

/** What the transaction itself has found; it knows nothing about ids. */
function assumptionsFrom(
  offsets: readonly StoredOffset[],
  refusals: Refusals,
  { sawId = () => false }: ApplyOptions,
): Assumptions {
  return { positions: offsets, refusals, seemsNew: sawId };
}

/** The row ids of a batch, in no order; the statements sort where order matters. */
function idsOf({ slices }: Batch): string[] {
  const ids: string[] = [];
  for (const { records } of slices) {
    for (const { parsed } of records) {
      if (parsed.type === "post") ids.push(parsed.post.id);
      else if (parsed.type === "delete") ids.push(parsed.id);
    }
  }
  return ids;
}

const NO_ROWS = { inserted: 0, updated: 0, deleted: 0, deadLetters: 0, dropped: 0 };

function countRows(
  plan: Plan,
  { refused, letters }: { readonly refused: number; readonly letters: readonly DeadLetter[] },
): Applied["rows"] {
  const { tombstoned, sealed } = plan.dropped;
  return {
    inserted: plan.inserts.filter(({ claim }) => !claim).length,
    updated: plan.updates.length,
    deleted: plan.deletes.length,
    deadLetters: letters.length,
    dropped: refused + tombstoned + sealed,
  };
}

async function rollBack(sql: Sql): Promise<void> {
  await sql`rollback`.execute();
}
