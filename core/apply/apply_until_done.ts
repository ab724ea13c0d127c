import { messageOf } from "../base/errors.ts";
import { sleep } from "../base/sleep.ts";
import type { Sql } from "../postgres/connect.ts";
import { isDataError, isTransient } from "../postgres/postgres_errors.ts";
import {
  type Applied,
  type ApplyOptions,
  type Following,
  type OpenTransaction,
  openTransaction,
} from "./apply_batch.ts";
import { applyNewPosts } from "./apply_new_posts.ts";
import type { Batch, IncomingRecord, Slice } from "./batch.ts";
import type { PositionCache } from "./position_cache.ts";
import { speculativePlanOf } from "./speculative_plan.ts";

/** What {@linkcode applyUntilDone} tells and heeds. */
export interface UntilDoneOptions extends ApplyOptions {
  /** What this consumer believes of the tables; with it batches go shorter ways. */
  readonly positionCache?: PositionCache;
  /** The transaction of this batch, where it has been opened behind the one before. */
  readonly opened?: OpenTransaction | undefined;
  /** What comes behind this batch. */
  readonly following?: Following;
  readonly signal?: AbortSignal;
  /** Called before each run that is not the first, with what ended the one before. */
  onRetry?(error: unknown): void;
}

/** How often one batch is run before its error is taken for more than two transactions in each other's way. */
const RUNS_MAX = 50;
const PAUSE_MAX_MS = 200;

/**
 * Applies a batch whatever other transactions do (deadlocks, the same ids elsewhere: run again) and whatever is in it:
 * where the server refuses a value, the batch is halved until the one record is alone, and that becomes a dead letter.
 * Rejects with errors of the connection.
 */
export async function applyUntilDone(
  sql: Sql,
  batch: Batch,
  options: UntilDoneOptions,
): Promise<Applied> {
  const { positionCache, opened } = options;
  const asNew = opened === undefined && positionCache !== undefined
    ? await applyNewPosts(sql, batch, { ...options, positionCache })
    : undefined;
  const applied = asNew ?? await applyInTransaction(sql, batch, options);
  positionCache?.note(batch, applied.slices);
  return applied;
}

async function applyInTransaction(
  sql: Sql,
  batch: Batch,
  options: UntilDoneOptions,
): Promise<Applied> {
  const { positionCache, following } = options;
  let transaction = options.opened ?? openTransaction(sql, batch, {
    ...options,
    speculativePlan: positionCache && speculativePlanOf(batch, positionCache, options),
  });
  for (let run = 1;; run++) {
    try {
      return await transaction.apply(following);
    } catch (error) {
      positionCache?.forget();
      await following?.cancel();
      if (isTransient(error) && run < RUNS_MAX) {
        options.signal?.throwIfAborted();
        options.onRetry?.(error);
        // Whoever collided must not meet again at once.
        await sleep(Math.random() * Math.min(PAUSE_MAX_MS, 2 ** run));
        transaction = openTransaction(sql, batch, options);
        continue;
      }
      if (!isDataError(error)) throw error;
      return await applyInHalves(sql, batch, error, options);
    }
  }
}

async function applyInHalves(
  sql: Sql,
  batch: Batch,
  error: unknown,
  options: UntilDoneOptions,
): Promise<Applied> {
  // What was opened was of the whole, and what comes behind the batch comes behind both halves.
  const { opened: _, following: __, ...rest } = options;
  const halves = halve(batch);
  if (halves === undefined) {
    // Nothing of the record is left to refuse: something else is wrong, which running again does not mend.
    if (isBuried(batch)) throw error;
    return await applyUntilDone(sql, buried(batch, error), rest);
  }
  const first = await applyUntilDone(sql, halves[0], rest);
  const second = await applyUntilDone(sql, halves[1], rest);
  return sum(first, second);
}

/** Two batches with half of the records each, to be applied in order; undefined where there is only one record. */
export function halve(batch: Batch): readonly [Batch, Batch] | undefined {
  const total = recordsIn(batch);
  return total < 2 ? undefined : splitAt(batch, Math.floor(total / 2));
}

/** How many records a batch holds. */
export function recordsIn({ slices }: Batch): number {
  return slices.reduce((sum, { records }) => sum + records.length, 0);
}

/** Two batches to be applied in order, the first with so many records; there must be more of them. */
export function splitAt({ clusterId, slices }: Batch, records: number): readonly [Batch, Batch] {
  let left = records;
  const first: Slice[] = [];
  const second: Slice[] = [];
  for (const slice of slices) {
    const { records } = slice;
    const at = records[left];
    // Also one without records is behind the cut if it is behind those that are.
    if (left === 0) second.push(slice);
    else if (at === undefined) {
      left -= records.length;
      first.push(slice);
    } else {
      // What the last record's checksum is for is settled by the second half.
      first.push({
        ...slice,
        nextOffset: at.raw.offset,
        records: records.slice(0, left),
        lastChecksum: null,
      });
      second.push({ ...slice, startOffset: at.raw.offset, records: records.slice(left) });
      left = 0;
    }
  }
  return [{ clusterId, slices: first }, { clusterId, slices: second }];
}

function isBuried({ slices }: Batch): boolean {
  return slices.every(({ records }) =>
    records.every(({ parsed }) => parsed.type === "dead" && parsed.reason === "refused_by_postgres")
  );
}

/** The same batch with its one record as a dead letter. */
function buried(batch: Batch, error: unknown): Batch {
  return {
    ...batch,
    slices: batch.slices.map((slice) => ({
      ...slice,
      records: slice.records.map(({ raw }): IncomingRecord => ({
        raw,
        parsed: { type: "dead", reason: "refused_by_postgres", error: messageOf(error) },
      })),
    })),
  };
}

/** What two batches did, applied one after the other. */
export function sum(a: Applied, b: Applied): Applied {
  return {
    slices: [
      ...a.slices.filter((x) =>
        !b.slices.some((y) => y.topic === x.topic && y.partition === x.partition)
      ),
      ...b.slices,
    ],
    records: {
      posts: a.records.posts + b.records.posts,
      deletes: a.records.deletes + b.records.deletes,
      late: a.records.late + b.records.late,
      refused: a.records.refused + b.records.refused,
    },
    rows: {
      inserted: a.rows.inserted + b.rows.inserted,
      updated: a.rows.updated + b.rows.updated,
      deleted: a.rows.deleted + b.rows.deleted,
      deadLetters: a.rows.deadLetters + b.rows.deadLetters,
      dropped: a.rows.dropped + b.rows.dropped,
    },
    clashedDeletes: [...a.clashedDeletes, ...b.clashedDeletes],
  };
}
