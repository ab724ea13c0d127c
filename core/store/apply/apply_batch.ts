import { ADVISORY_LOCKS } from "../advisory_locks.ts";
import type { Sql } from "../connect.ts";
import type { Batch, IncomingRecord, Slice } from "./batch.ts";
import { type DeadLetter, insertDeadLetters } from "./dead_letters.ts";
import {
  clash,
  emptyFold,
  type FoldCounts,
  type Folded,
  type FoldOptions,
  foldRecords,
  type Unstorable,
} from "./fold.ts";
import { type Plan, planChanges, type ScoreText } from "./plan.ts";
import {
  haveTombstones,
  lockOffsets,
  lockPosts,
  lockTombstones,
  readRefusals,
  readScores,
  type StoredOffset,
} from "./reads.ts";
import { refusedBy } from "./refusals.ts";
import {
  addLanguageWindows,
  addUserWindows,
  copyPosts,
  deleteEmptyLanguageWindows,
  deleteEmptyUserWindows,
  deletePosts,
  deleteScores,
  deleteTombstones,
  FEW_POSTS,
  insertPosts,
  insertScores,
  moveOffsets,
  type NewOffset,
  updatePosts,
  upsertTombstones,
} from "./writes.ts";

/** How batches are applied; plain data but for the scorer. */
export interface ApplyOptions {
  /** How far a partition's watermark stays behind its highest event time, ms. */
  readonly outOfOrdernessMs: number;
  /** Scores texts as they come; without it they are left to a later scorer. */
  readonly scoreText?: ScoreText;
  /** Up to so many new posts go without COPY. */
  readonly fewPosts?: number;
  /** Told when the database begins and ceases to wait for us: other work of this thread should stand back then. */
  onWork?(on: boolean): void;
}

/** What became of a slice. */
export interface AppliedSlice {
  readonly topic: string;
  readonly partition: number;
  /** `ahead`: the slice starts past the stored offset (or the partition has no row), so nothing of it was written. */
  readonly outcome: "applied" | "already" | "ahead";
  /** The stored offset after the batch. */
  readonly nextOffset: number;
  readonly watermark: number | null;
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
}

/** Two transactions met on a status in a way that only running again sorts out; carries the code that says so. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  readonly code = "40001";
}

/**
 * Applies a batch in one transaction on a reserved connection: offsets, posts, windows, offsets. Rejects with the
 * server's error after a rollback; transient ones (`isTransient`) want the same batch again.
 *
 * Exact, because every read that decides is under a lock or is checked again, in this order everywhere:
 *
 *  1. the offset rows: two consumers of a partition take turns, and the second finds its records applied;
 *  2. the stored posts, by id (`for update`): what is retracted is what is there;
 *  3. the tombstones, by id (`for update`), by a later statement, which sees what the holder of a lock wrote before it
 *     let go: a status has a post or a tombstone, and who holds the lock of the one that it has decides what is next;
 *  4. new ids, by id, into the primary key of `toots_raw`, which decides between a post and its deletion: the deletion
 *     of an unknown post claims the id with a row of its own until commit, so that an insert of the same id elsewhere
 *     waits, fails with 23505 or finds (5) the tombstone;
 *  5. the tombstones of what was inserted or claimed, once more, those that this transaction held being gone by then;
 *  6. language windows by (start, lang), user windows by (start, username); the empty ones go in a later statement.
 */
export async function applyBatch(
  sql: Sql,
  batch: Batch,
  options: ApplyOptions,
): Promise<Applied> {
  try {
    return await runTransaction(sql, batch, options);
  } catch (error) {
    options.onWork?.(false);
    // On a broken connection this fails too, and the server has rolled back or will.
    await rollBack(sql).catch(() => {});
    throw error;
  }
}

async function runTransaction(sql: Sql, batch: Batch, options: ApplyOptions): Promise<Applied> {
  const ids = idsOf(batch);
  // Sent together, answered in order; each statement takes a snapshot of its own (read committed).
  const standing = Promise.all([
    sql`begin`.execute(),
    sql`select pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.refusals}::bigint)`.execute(),
    lockOffsets(sql, batch.clusterId, batch.slices),
    readRefusals(sql),
  ]);
  const probing = Promise.all([lockPosts(sql, ids), lockTombstones(sql, ids)]);
  // Its error is heard below, or `standing` has failed before it.
  probing.catch(() => {});
  const [, , offsets, refusals] = await standing;

  // What needs no more than that is done while the database looks for the statuses.
  const { folded, newOffsets, slices, letters } = foldSlices(batch.slices, offsets, {
    outOfOrdernessMs: options.outOfOrdernessMs,
    refused: refusedBy(refusals),
  });
  const [posts, tombstones] = await probing;
  if (newOffsets.length === 0) {
    await rollBack(sql);
    return { slices, records: folded.records, rows: NO_ROWS };
  }
  // Only what is stored can have a score, and mostly nothing is.
  const scores = await readScores(sql, [...posts.keys()]);
  options.onWork?.(true);
  const plan = planChanges(
    folded.statuses.values(),
    { posts, tombstones, scores, sealedBefore: refusals.sealedBefore },
    options.scoreText,
  );
  letters.push(...clashedRecords(plan, batch.slices, newOffsets, offsets));
  await write(sql, batch.clusterId, plan, newOffsets, letters, options);
  await sql`commit`.execute();
  return { slices, records: folded.records, rows: countRows(plan, folded, letters) };
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

/** A batch's net content, and where it brings the partitions. */
export interface FoldedSlices {
  readonly folded: Folded;
  readonly newOffsets: NewOffset[];
  readonly slices: AppliedSlice[];
  readonly letters: DeadLetter[];
}

/** Folds what of each slice is not applied yet. */
export function foldSlices(
  slices: readonly Slice[],
  offsets: readonly StoredOffset[],
  options: Omit<FoldOptions, "watermark">,
): FoldedSlices {
  const result: FoldedSlices = { folded: emptyFold(), newOffsets: [], slices: [], letters: [] };
  // Moves with each slice: there may be several of a partition.
  const standing = new Map(offsets.map((row) => [`${row.partition}/${row.topic}`, row]));
  const moved = new Map<string, NewOffset>();
  for (const slice of slices) {
    const { topic, partition, nextOffset } = slice;
    const key = `${partition}/${topic}`;
    const stored = standing.get(key);
    if (stored === undefined || slice.startOffset > stored.nextOffset) {
      const { nextOffset = 0, watermark = null } = stored ?? {};
      result.slices.push({ topic, partition, outcome: "ahead", nextOffset, watermark });
      continue;
    }
    if (nextOffset <= stored.nextOffset) {
      result.slices.push({ ...stored, outcome: "already" });
      continue;
    }
    const unstorable: Unstorable[] = [];
    const watermark = foldRecords(result.folded, unread(slice, stored.nextOffset), unstorable, {
      ...options,
      watermark: stored.watermark,
    });
    for (const letter of unstorable) result.letters.push({ ...letter, topic, partition });
    standing.set(key, { topic, partition, nextOffset, watermark });
    const last = lastOf(slice) ?? moved.get(key)?.last ?? null;
    moved.set(key, { topic, partition, nextOffset, watermark, last });
    result.slices.push({ topic, partition, outcome: "applied", nextOffset, watermark });
  }
  result.newOffsets.push(...moved.values());
  return result;
}

function unread({ records }: Slice, nextOffset: number): readonly IncomingRecord[] {
  const from = records.findIndex(({ offset }) => offset >= nextOffset);
  return from === 0 ? records : from < 0 ? [] : records.slice(from);
}

function lastOf({ records, lastChecksum }: Slice): NewOffset["last"] {
  const last = records.at(-1);
  if (last === undefined || lastChecksum === null) return null;
  return { offset: last.offset, timestamp: last.timestamp, checksum: lastChecksum };
}

/** The records behind clashes that only the stored rows showed. */
function clashedRecords(
  { clashes }: Plan,
  slices: readonly Slice[],
  applied: readonly NewOffset[],
  offsets: readonly StoredOffset[],
): DeadLetter[] {
  const letters: DeadLetter[] = [];
  for (const { status, holder } of clashes) {
    for (const slice of slices) {
      const { topic, partition } = slice;
      const here = (row: { readonly topic: string; readonly partition: number }) =>
        row.topic === topic && row.partition === partition;
      if (!applied.some(here)) continue;
      for (const record of unread(slice, offsets.find(here)?.nextOffset ?? 0)) {
        const { parsed } = record;
        const name = parsed.type === "post"
          ? parsed.post
          : parsed.type === "delete"
          ? parsed
          : null;
        if (
          name?.id === status.id && name.instance === status.instance &&
          name.statusId === status.statusId
        ) {
          letters.push({ ...clash(record, status, holder), topic, partition });
        }
      }
    }
  }
  return letters;
}

async function write(
  sql: Sql,
  clusterId: string,
  plan: Plan,
  newOffsets: readonly NewOffset[],
  letters: readonly DeadLetter[],
  { fewPosts = FEW_POSTS, onWork }: ApplyOptions,
): Promise<void> {
  const few = plan.inserts.length <= fewPosts;
  const copying = few ? undefined : copyPosts(sql, plan.inserts);
  const inserted = plan.inserts.map(({ post }) => post.id);
  const gone = [
    ...plan.deletes,
    ...plan.inserts.filter(({ claim }) => claim).map(({ post }) => post.id),
  ];
  // Its error comes first, and says more than those of the statements behind it.
  const steps: Promise<unknown>[] = copying === undefined ? [] : [copying.done];
  await copying?.sent;
  // The rest is put into words while the database stores the posts.
  const languages = plan.windows.languages();
  const users = plan.windows.users();
  const emptied = <T extends { readonly retracts: boolean; readonly count: number }>(deltas: T[]) =>
    deltas.filter(({ retracts, count }) => retracts && count < 0);

  if (few && plan.inserts.length > 0) steps.push(insertPosts(sql, plan.inserts));
  if (plan.revived.length > 0) steps.push(deleteTombstones(sql, plan.revived));
  if (inserted.length > 0) steps.push(refuseTombstoned(sql, inserted));
  if (plan.updates.length > 0) steps.push(updatePosts(sql, plan.updates));
  if (plan.tombstones.length > 0) steps.push(upsertTombstones(sql, plan.tombstones));
  if (gone.length > 0) steps.push(deletePosts(sql, gone));
  if (plan.staleScores.length > 0) steps.push(deleteScores(sql, plan.staleScores));
  if (plan.newScores.length > 0) steps.push(insertScores(sql, plan.newScores));
  if (languages.length > 0) steps.push(addLanguageWindows(sql, languages));
  if (users.length > 0) steps.push(addUserWindows(sql, users));
  const emptyLanguages = emptied(languages);
  if (emptyLanguages.length > 0) steps.push(deleteEmptyLanguageWindows(sql, emptyLanguages));
  const emptyUsers = emptied(users);
  if (emptyUsers.length > 0) steps.push(deleteEmptyUserWindows(sql, emptyUsers));
  if (letters.length > 0) steps.push(insertDeadLetters(sql, clusterId, letters));
  steps.push(moveOffsets(sql, clusterId, newOffsets));
  onWork?.(false);
  await Promise.all(steps);
}

/** Throws {@linkcode Conflict} where what was just inserted had been taken back by a transaction since committed. */
async function refuseTombstoned(sql: Sql, ids: readonly string[]): Promise<void> {
  if (await haveTombstones(sql, ids)) throw new Conflict("A post was deleted while it was stored");
}

const NO_ROWS = { inserted: 0, updated: 0, deleted: 0, deadLetters: 0, dropped: 0 };

function countRows(plan: Plan, folded: Folded, letters: readonly DeadLetter[]): Applied["rows"] {
  const { tombstoned, sealed } = plan.dropped;
  return {
    inserted: plan.inserts.filter(({ claim }) => !claim).length,
    updated: plan.updates.length,
    deleted: plan.deletes.length,
    deadLetters: letters.length,
    dropped: folded.records.refused + tombstoned + sealed,
  };
}

async function rollBack(sql: Sql): Promise<void> {
  await sql`rollback`.execute();
}
