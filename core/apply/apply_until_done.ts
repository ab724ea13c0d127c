import { messageOf } from "../base/errors.ts";
import { type Backoff, backoffMs } from "../base/retry.ts";
import { sleep } from "../base/sleep.ts";
import type { Sql } from "../postgres/connect.ts";
import { isDataError, isTransient } from "../postgres/postgres_errors.ts";
import { type Applied, applyBatch, type ApplyOptions } from "./apply_batch.ts";
import { applyNewPosts } from "./apply_new_posts.ts";
import type { Batch, IncomingRecord, Slice } from "./batch.ts";
import type { PositionCache } from "./position_cache.ts";
import { type SpeculativePlan, speculativePlanOf } from "./speculative_plan.ts";

export interface UntilDoneOptions extends ApplyOptions {
  /** Unverified state of the tables; with it new posts are stored in one call, and are not looked up. */
  readonly positionCache?: PositionCache;
  /** The plan of this batch, if it was made while the database was busy with the one before. */
  readonly planned?: SpeculativePlan | undefined;
  readonly signal?: AbortSignal;
  /** Called before each run but the first, with the error of the run before. */
  onRetry?(error: unknown): void;
}

/** A batch that conflicts with other transactions this often has failed for another reason. */
const RUNS_MAX = 50;
/** Anything from no delay to the full one: two transactions that collided must not meet again at once. */
const BACKOFF: Backoff = { firstMs: 2, maxMs: 200, jitter: 1 };

/**
 * Applies a batch. After a conflict with another transaction (a deadlock, the same ids) it runs again. Where the server
 * refuses a value, the batch is halved until that record is alone, and the record becomes a dead letter. Rejects with
 * errors of the connection.
 */
export async function applyUntilDone(
  sql: Sql,
  batch: Batch,
  options: UntilDoneOptions,
): Promise<Applied> {
  const { positionCache, planned } = options;
  const asNew = planned === undefined && positionCache !== undefined
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
  const { positionCache } = options;
  const applying: ApplyOptions = {
    ...options,
    sawId: (id) => positionCache?.sawId(id) ?? false,
    onPlan: (slices, refusals) => positionCache?.note(batch, slices, refusals),
  };
  let speculativePlan = options.planned ??
    (positionCache && speculativePlanOf(batch, positionCache, options));
  for (let run = 1;; run++) {
    try {
      return await applyBatch(sql, batch, { ...applying, speculativePlan });
    } catch (error) {
      positionCache?.forget();
      speculativePlan = undefined;
      if (isTransient(error) && run < RUNS_MAX) {
        options.signal?.throwIfAborted();
        options.onRetry?.(error);
        await sleep(backoffMs(run, BACKOFF));
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
  const halves = halve(batch);
  if (halves === undefined) {
    // The record is a dead letter already: the server refuses something else, and a retry would not help.
    if (isDeadLetter(batch)) throw error;
    return await applyUntilDone(sql, asDeadLetter(batch, error), options);
  }
  const first = await applyUntilDone(sql, halves[0], options);
  const second = await applyUntilDone(sql, halves[1], options);
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
    // A slice without records stays behind the slices that it follows.
    if (left === 0) second.push(slice);
    else if (at === undefined) {
      left -= records.length;
      first.push(slice);
    } else {
      // The checksum of the last record belongs to the second half.
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

function isDeadLetter({ slices }: Batch): boolean {
  return slices.every(({ records }) =>
    records.every(({ parsed }) => parsed.type === "dead" && parsed.reason === "refused_by_postgres")
  );
}

/** The same batch with its one record as a dead letter. */
function asDeadLetter(batch: Batch, error: unknown): Batch {
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
      coverage: a.records.coverage + b.records.coverage,
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
