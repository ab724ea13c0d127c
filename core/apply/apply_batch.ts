import type { Sql } from "../postgres/connect.ts";
import type { Belief } from "./position_cache.ts";
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

/** How batches are applied; plain data but for the scorer. */
export interface ApplyOptions extends SpeculativePlanOptions {
  /** Up to so many new posts go without COPY. */
  readonly fewPosts?: number;
  /** The newest version of the schema that this consumer knows; tests play an older or a newer build. */
  readonly schemaVersion?: number;
  /** Told when the database begins and ceases to wait for us: other work of this thread should stand back then. */
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
    /** Posts that are not to be stored, and statuses that were taken back before. */
    readonly dropped: number;
  };
  /** Deletes that deleted nothing, since the row id of their status belongs to another one. */
  readonly clashedDeletes: readonly ClashedDelete[];
}

/** What comes behind a batch on the same connection. */
export interface Following {
  /** All is sent but COMMIT, and the database is busy: the next batch can be drafted. */
  prepare(slices: readonly AppliedSlice[], refusals: Refusals): void;
  /** COMMIT is sent: the next transaction can be opened behind it. */
  open(): void;
  /** The batch failed: what was opened behind it is rolled back. */
  cancel(): Promise<void>;
}

/** A transaction whose first statements are sent: it holds, or is about to, the locks of (1) to (3). */
export interface OpenTransaction {
  /** Does the rest, and resolves once it is committed; after a failure all is rolled back. */
  apply(following?: Following): Promise<Applied>;
  /** Rolls back; never rejects. */
  abandon(): Promise<void>;
}

/**
 * Opens the one transaction of a batch on a reserved connection: offsets, posts, windows, offsets. It rejects with the
 * server's error after a rollback; transient ones (`isTransient`) want the same batch again.
 *
 * Exact, because every read that decides is under a lock or is checked again, in this order everywhere:
 *
 *  0. the settings: the schema's version, purge rules and the retention horizon do not change until the end;
 *  1. the offset rows: two consumers of a partition take turns, and the second finds its records applied;
 *  2. the stored posts, by id (`for update`): what is retracted is what is there;
 *  3. the tombstones, by id (`for update`), by a later statement, which sees what the holder of a lock wrote before it
 *     let go: a status has a post or a tombstone, and who holds the lock of the one that it has decides what is next;
 *  4. new ids, by id, into the primary key of `toots_raw`, which decides between a post and its deletion: the deletion
 *     of an unknown post claims the id with a row of its own until commit, so that an insert of the same id elsewhere
 *     waits, fails with 23505 or finds (5) the tombstone;
 *  5. the tombstones of what was inserted or claimed, once more, those that this transaction held being gone by then;
 *  6. language windows by (start, lang), user windows by (start, username); the empty ones go in a later statement.
 *
 * With a draft it looks only at what that is unsure of. What the draft takes for new is not looked up in (2) and (3): (4)
 * and (5) decide, and where they find that it was not new, the batch is run again without the draft.
 */
export function openTransaction(
  sql: Sql,
  batch: Batch,
  options: ApplyOptions & { readonly speculativePlan?: SpeculativePlan | undefined },
): OpenTransaction {
  const { speculativePlan: drafted } = options;
  const ids = drafted === undefined ? idsOf(batch) : drafted.unsure.map(({ id }) => id);
  // Sent together, answered in order; each statement takes a snapshot of its own (read committed).
  const standing = Promise.all([
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
  // Their errors are heard where they are waited for, or another one was before.
  for (const promise of [standing, probing]) promise.catch(() => {});

  /** The transaction is over, or will be: COMMIT is sent. */
  let committing = false;

  async function work(following: Following | undefined): Promise<Applied> {
    const [, , offsets, refusals] = await standing;
    if (drafted !== undefined && !drafted.holds(offsets, refusals)) {
      throw new Conflict("The tables are not as they were believed to be");
    }
    // What needs no more than that is done while the database looks for the statuses.
    const speculativePlan = drafted ??
      new SpeculativePlan(batch, beliefIn(offsets, refusals), options);
    const { folded, newOffsets, slices, letters } = speculativePlan.folded;
    const [posts, tombstones, scores] = await probing;
    if (newOffsets.length === 0) {
      await rollBack(sql);
      return { slices, records: folded.records, rows: NO_ROWS, clashedDeletes: [] };
    }
    options.onWork?.(true);
    const { sealedBefore } = refusals;
    speculativePlan.planner.add(speculativePlan.unsure, {
      posts,
      tombstones,
      scores,
      sealedBefore,
    });
    const plan = speculativePlan.planner.plan();
    const clashes = clashedRecords(plan, batch.slices, { applied: newOffsets, offsets });
    letters.push(...clashes.letters);
    const { clusterId } = batch;
    const writing = { clusterId, plan, newOffsets, letters };
    const { checked, done } = await writePlan(sql, writing, options.fewPosts);
    options.onWork?.(false);
    following?.prepare(slices, refusals);
    await checked;
    committing = true;
    const committed = sql`commit`.execute();
    following?.open();
    // After an error COMMIT rolls back.
    await Promise.all([done, committed]);
    return {
      slices,
      records: folded.records,
      rows: countRows(plan, { refused: folded.records.refused, letters }),
      clashedDeletes: clashes.deletes,
    };
  }

  return {
    async apply(following) {
      try {
        return await work(following);
      } catch (error) {
        options.onWork?.(false);
        // On a broken connection this fails too, and the server has rolled back or will.
        if (!committing) await rollBack(sql).catch(() => {});
        throw error;
      }
    },
    async abandon() {
      await Promise.allSettled([standing, probing]);
      await rollBack(sql).catch(() => {});
    },
  };
}

/** What the transaction itself has found, which says nothing of ids. */
function beliefIn(offsets: readonly StoredOffset[], refusals: Refusals): Belief {
  return { standings: offsets.map((row) => ({ ...row, newestId: null })), refusals };
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
