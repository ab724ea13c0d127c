import type { StoredPost } from "../../apply/plan.ts";
import { lockPosts, lockSettings, readRefusals, readScores } from "../../apply/reads.ts";
import { isSealed } from "../../apply/refusals.ts";
import { WindowDeltas } from "../../windows/window_deltas.ts";
import {
  addLanguageWindows,
  addUserWindows,
  deleteEmptyLanguageWindows,
  deleteEmptyUserWindows,
  deleteScores,
  updatePosts,
} from "../../apply/writes.ts";
import type { Sql } from "../../postgres/connect.ts";
import { announceChange } from "../../postgres/change_channel.ts";
import {
  DERIVED_RULES,
  derivedPost,
  isDerivedOtherwise,
  type StoredColumns,
} from "../../post/derived_columns.ts";
import { consumersOfEarlierRules } from "./earlier_consumers.ts";

/** What one step of the recount did, or why it did nothing. */
export type RecountStep =
  | { readonly type: "moved" | "done"; readonly lookedAt: number; readonly changed: number }
  /** A consumer that derives columns by earlier rules is alive: what is done now it would undo. */
  | { readonly type: "waiting" }
  /** Nothing is left to do, or another process is at it. */
  | { readonly type: "nothing" };

export interface RecountBounds {
  /** Most posts to look at in one step, and most bytes of HTML among them (one post is always taken). */
  readonly posts?: number;
  readonly bytes?: number;
}

const POSTS = 500;
const BYTES = 4 << 20;

/** How far the recount is, and whether a step would find something to do. */
export interface RecountProgress {
  readonly lookedAt: number;
  readonly changed: number;
  readonly hasWork: boolean;
}

/** Reads how far the recount is; a consumer with earlier rules may have spoilt what was done. */
export async function readProgress(sql: Sql): Promise<RecountProgress> {
  const [row] = await sql<{ lookedAt: number; changed: number; done: boolean }[]>`
    select looked_at::float8 as "lookedAt", changed::float8 as changed, done_at is not null as done
      from masto.recounts
     where rules = ${DERIVED_RULES}`;
  const { done = true, ...counts } = row ?? { lookedAt: 0, changed: 0 };
  return { ...counts, hasWork: !done || (await consumersOfEarlierRules(sql)).seen };
}

interface Progress {
  readonly upTo: string | null;
  readonly position: string | null;
  readonly done: boolean;
}

/** A post that is looked at before it is locked. */
interface Seen extends StoredColumns {
  readonly id: string;
}

/**
 * Brings the next stored posts to the rules by which columns are derived today, in one transaction: a run that is killed
 * leaves whole steps, and the next one goes on behind them. What changes is locked, read again, and moved from one window
 * to another exactly as by an edit: its version moves, its score goes and a scorer judges it again. Sealed posts stay.
 *
 * One process at a time works; the others find the row of `recounts` locked. Locks are taken in the order of
 * `apply_batch.ts`. `sql` is one connection.
 */
export async function recountPosts(sql: Sql, bounds: RecountBounds = {}): Promise<RecountStep> {
  return await sql.begin(async (tx) => {
    const sql = tx as unknown as Sql;
    await lockSettings(sql);
    const progress = await lockProgress(sql);
    if (progress === undefined) return { type: "nothing" };
    const consumers = await consumersOfEarlierRules(sql);
    if (consumers.seen || consumers.possible) {
      // What they store behind our back has to be looked at as well.
      if (consumers.seen) await startAnew(sql);
      return { type: "waiting" };
    }
    if (progress.done) return { type: "nothing" };
    const upTo = progress.upTo ?? await highestId(sql);
    const page = upTo === null ? [] : await readPage(sql, { ...progress, upTo }, bounds);
    const ids = page.filter(isDerivedOtherwise).map(({ id }) => id);
    const changed = ids.length === 0 ? 0 : await derive(sql, ids);
    const last = page.at(-1);
    await moveProgress(sql, { upTo, position: last?.id, lookedAt: page.length, changed });
    const type = last === undefined ? "done" : "moved";
    return { type, lookedAt: page.length, changed };
  }) as RecountStep;
}

/** Derives the columns of these posts anew, and moves what they count for. Returns how many changed. */
async function derive(sql: Sql, ids: readonly string[]): Promise<number> {
  // Sent together, answered in order; each statement takes a snapshot of its own (read committed).
  const [{ sealedBefore }, posts, scores] = await Promise.all([
    readRefusals(sql),
    lockPosts(sql, ids),
    readScores(sql, ids),
  ]);
  const windows = new WindowDeltas();
  const updates: StoredPost[] = [];
  const staleScores: string[] = [];
  for (const { post: stored, late, contentVersion } of posts.values()) {
    // It may have been edited since it was seen.
    if (isSealed(stored, sealedBefore) || !isDerivedOtherwise(stored)) continue;
    const post = derivedPost(stored);
    const score = scores.get(post.id) ?? null;
    if (score !== null) staleScores.push(post.id);
    windows.retract({ post: stored, late, score });
    windows.add({ post, late, score: null });
    updates.push({ post, late, contentVersion: contentVersion + 1 });
  }
  if (updates.length === 0) return 0;
  const languages = windows.languages();
  const users = windows.users();
  await Promise.all([
    updatePosts(sql, updates),
    ...(staleScores.length > 0 ? [deleteScores(sql, staleScores)] : []),
    ...(languages.length > 0 ? [addLanguageWindows(sql, languages)] : []),
    ...(users.length > 0 ? [addUserWindows(sql, users)] : []),
    deleteEmptyLanguageWindows(sql, languages.filter(({ count }) => count < 0)),
    deleteEmptyUserWindows(sql, users.filter(({ count }) => count < 0)),
    announceChange(sql),
  ]);
  return updates.length;
}

async function lockProgress(sql: Sql): Promise<Progress | undefined> {
  const [row] = await sql<Progress[]>`
    select up_to::text as "upTo", position::text as position, done_at is not null as done
      from masto.recounts
     where rules = ${DERIVED_RULES}
       for update skip locked`;
  return row;
}

async function highestId(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ id: string | null }[]>`select max(id)::text as id from masto.toots_raw`;
  return row?.id ?? null;
}

/** The posts behind the position, by id: the bytes are bounded too, since a post may be a megabyte. */
async function readPage(
  sql: Sql,
  { upTo, position }: { readonly upTo: string; readonly position: string | null },
  { posts = POSTS, bytes = BYTES }: RecountBounds,
): Promise<readonly Seen[]> {
  return await sql<Seen[]>`
    with page as materialized (
      select id, octet_length(content_html) as size
        from masto.toots_raw
       where (${position}::bigint is null or id > ${position}::bigint) and id <= ${upTo}::bigint
       order by id
       limit ${posts}
    ), measured as materialized (
      select id, sum(size) over (order by id) - size as before from page
    )
    select r.id::text as id, r.lang, r.content_txt as content, r.content_html as "contentHtml"
      from measured m
      join masto.toots_raw r using (id)
     where m.before < ${bytes}
     order by r.id`;
}

async function moveProgress(
  sql: Sql,
  { upTo, position, lookedAt, changed }: {
    readonly upTo: string | null;
    /** Of the last post that was looked at; absent where none is left. */
    readonly position: string | undefined;
    readonly lookedAt: number;
    readonly changed: number;
  },
): Promise<void> {
  await sql`
    update masto.recounts
       set up_to = ${upTo}::bigint,
           position = coalesce(${position ?? null}::bigint, position),
           looked_at = looked_at + ${lookedAt}, changed = changed + ${changed},
           done_at = case when ${position === undefined} then now() end
     where rules = ${DERIVED_RULES}`;
}

async function startAnew(sql: Sql): Promise<void> {
  await sql`
    update masto.recounts
       set up_to = null, position = null, done_at = null
     where rules = ${DERIVED_RULES} and (up_to is not null or position is not null or done_at is not null)`;
}
