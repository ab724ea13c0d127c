import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import type { Post } from "../post/post.ts";
import { MARKING_COLUMNS } from "../post/post_columns.ts";
import type { Sql } from "../postgres/connect.ts";
import { SCHEMA_VERSION } from "../postgres/migrations.ts";
import { isDataError, isTransient } from "../postgres/postgres_errors.ts";
import type { Applied, ApplyOptions } from "./apply_batch.ts";
import type { Batch } from "./batch.ts";
import type { PositionCache } from "./position_cache.ts";
import { foldSlices } from "./fold_slices.ts";
import { type Insert, NOTHING_KNOWN, planChanges } from "./plan.ts";
import { timestamp } from "./backlog/text_format.ts";
import { jsonRow } from "./post_statements.ts";
import { JSON_POSTS_MAX } from "./writes.ts";

/**
 * Applies a small batch of posts that are seen for the first time, in one call: a live stream brings many such batches,
 * and a dozen statements cost more than what they store. The batch is planned as if the tables held none of its posts.
 * `masto.apply_new_posts` checks that, by the rules and in the lock order of `applyBatch`, and stores the plan only
 * if it holds.
 *
 * Undefined: nothing was written, and the batch needs a transaction of several statements.
 */
export async function applyNewPosts(
  sql: Sql,
  batch: Batch,
  { positionCache, ...options }: ApplyOptions & { readonly positionCache: PositionCache },
): Promise<Applied | undefined> {
  if (!hasFewNewPosts(batch, options.jsonPostsMax ?? JSON_POSTS_MAX)) return undefined;
  const offsets = positionCache.positionsOf(batch);
  if (offsets === undefined) return undefined;
  const { folded, newOffsets, slices } = foldSlices(batch.slices, offsets, {
    outOfOrdernessMs: options.outOfOrdernessMs,
    // The function of the database applies the purge rules, to the posts as they are after merging.
    refused: () => false,
    seemsNew: (id) => positionCache.sawId(id),
  });
  const plan = planChanges(folded.statuses.values(), NOTHING_KNOWN, options.scoreText);
  if (plan.clashes.length > 0) return undefined;

  const before = new Map(offsets.map((row) => [row.partition, row]));
  const moves = newOffsets.map(({ watermark, ...offset }) => ({
    ...offset,
    watermark: time(watermark),
    from: before.get(offset.partition)?.nextOffset,
    since: time(before.get(offset.partition)?.watermark ?? null),
  }));
  const scores = plan.newScores.map(({ id, contentVersion, score }) => ({
    id,
    contentVersion,
    ...score,
  }));
  try {
    const [row] = await sql<{ stored: boolean }[]>`
      select masto.apply_new_posts(
        ${ADVISORY_LOCKS.schema}::bigint, ${ADVISORY_LOCKS.refusals}::bigint,
        ${options.schemaVersion ?? SCHEMA_VERSION}::int, ${batch.clusterId}, ${
      JSON.stringify(moves)
    }::text::json,
        ${JSON.stringify(plan.inserts.map(rowOf))}::text::json, ${
      JSON.stringify(scores)
    }::text::json,
        ${JSON.stringify(plan.windows.languages())}::text::json,
        ${JSON.stringify(plan.windows.users())}::text::json) as stored`;
    if (row?.stored !== true) return undefined;
  } catch (error) {
    // A conflict with another transaction, or a value that no table takes: the transaction handles both.
    if (isTransient(error) || isDataError(error)) return undefined;
    throw error;
  }
  const inserted = plan.inserts.length;
  return {
    slices,
    records: folded.records,
    rows: { inserted, updated: 0, deleted: 0, deadLetters: 0, dropped: 0 },
    clashedDeletes: [],
  };
}

/** The function stores every column that a row names. */
function rowOf(insert: Insert): Record<string, unknown> {
  return insert.backfilled === true
    ? { ...jsonRow(insert), [MARKING_COLUMNS.backfilled.name]: true }
    : jsonRow(insert);
}

/**
 * Whether a batch holds a few new posts and nothing else. Edits and deletes mostly belong to a stored post, and dead
 * letters need a table more. Two records of one post must be refused alike, since they are merged before the check.
 */
function hasFewNewPosts({ slices }: Batch, most: number): boolean {
  let posts = 0;
  const seen = new Map<string, Post>();
  for (const { topic, records } of slices) {
    // One row of `stream_offsets` for each slice, by its partition.
    if (topic !== slices[0]?.topic) return false;
    for (const { parsed } of records) {
      if (parsed.type === "nothing") continue;
      if (parsed.type !== "post" || ++posts > most) return false;
      const { post } = parsed;
      if (post.editedAt !== null || post.isEdit) return false;
      const other = seen.get(post.id);
      if (other !== undefined && !areRefusedAlike(post, other)) return false;
      seen.set(post.id, post);
    }
  }
  return posts > 0 && new Set(slices.map(({ partition }) => partition)).size === slices.length;
}

/** Whether each purge rule refuses both records of a post or neither. */
function areRefusedAlike(a: Post, b: Post): boolean {
  return a.createdAt === b.createdAt && a.username === b.username && a.uri === b.uri &&
    a.instance === b.instance && a.statusId === b.statusId;
}

function time(ms: number | null): string | null {
  return ms === null ? null : timestamp(ms);
}
