import type { StoredPost } from "../../apply/plan.ts";
import { lockPosts, lockSettings, readRefusals, readScores } from "../../apply/reads.ts";
import { isSealed } from "../../apply/refusals.ts";
import { WindowDeltas } from "../../windows/window_deltas.ts";
import { deleteScores, updatePosts, writeWindows } from "../../apply/writes.ts";
import type { Sql } from "../../postgres/connect.ts";
import { announceChange } from "../../postgres/change_channel.ts";
import { derivedPost, isOutdated, type StoredColumns } from "../../post/derived_columns.ts";
import { DERIVED_RULES } from "../../post/derived_rules.ts";
import { CONSUMER_SESSION, CONTROL_SESSION } from "../../postgres/consumer_sessions.ts";

/** What one step of the recount did, or why it did nothing. */
export type RecountStep =
  | { readonly type: "moved" | "done"; readonly lookedAt: number; readonly changed: number }
  /** A consumer with earlier rules is running; it would undo what is done now. */
  | { readonly type: "waiting" }
  /** Nothing is left to do, or another process does it. */
  | { readonly type: "nothing" };

export interface RecountBounds {
  /** Most posts in one step, and most bytes of their HTML; at least one post is taken. */
  readonly posts?: number;
  readonly bytes?: number;
}

const POSTS = 500;
const BYTES = 4 << 20;

/** Progress of the recount, and whether work is left. */
export interface RecountProgress {
  readonly lookedAt: number;
  readonly changed: number;
  readonly hasWork: boolean;
}

/** Reads the progress; also a consumer with earlier rules means work, because it may undo what was done. */
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

/** A post as read without a lock. */
interface ReadPost extends StoredColumns {
  readonly id: string;
}

/**
 * Brings the next stored posts to the current rules of derived columns, in one transaction: a killed run leaves whole
 * steps, and the next one continues after them. Outdated posts are locked, read again and moved between windows as by
 * an edit: their content version grows, their score is deleted and a scorer scores them again. Sealed posts stay.
 *
 * One process works at a time; others find the row of `recounts` locked. Locks are taken in the order of
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
      // Posts that they store after our position need the recount too.
      if (consumers.seen) await startAnew(sql);
      return { type: "waiting" };
    }
    if (progress.done) return { type: "nothing" };
    const upTo = progress.upTo ?? await highestId(sql);
    const page = upTo === null ? [] : await readPage(sql, { ...progress, upTo }, bounds);
    const ids = page.filter(isOutdated).map(({ id }) => id);
    const changed = ids.length === 0 ? 0 : await derive(sql, ids);
    const last = page.at(-1);
    await moveProgress(sql, { upTo, position: last?.id, lookedAt: page.length, changed });
    const type = last === undefined ? "done" : "moved";
    return { type, lookedAt: page.length, changed };
  }) as RecountStep;
}

/** Derives the columns of these posts anew and moves their counts between windows. Returns how many changed. */
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
    // It may have been edited since the page was read.
    if (isSealed(stored, sealedBefore) || !isOutdated(stored)) continue;
    const post = derivedPost(stored);
    const score = scores.get(post.id) ?? null;
    if (score !== null) staleScores.push(post.id);
    windows.retract({ post: stored, late, score });
    windows.add({ post, late, score: null });
    updates.push({ post, late, contentVersion: contentVersion + 1 });
  }
  if (updates.length === 0) return 0;
  await Promise.all([
    updatePosts(sql, updates),
    ...(staleScores.length > 0 ? [deleteScores(sql, staleScores)] : []),
    ...writeWindows(sql, windows),
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

/** The posts after the position, by id. Bytes are bounded too, since a post may have a megabyte. */
async function readPage(
  sql: Sql,
  { upTo, position }: { readonly upTo: string; readonly position: string | null },
  { posts = POSTS, bytes = BYTES }: RecountBounds,
): Promise<readonly ReadPost[]> {
  return await sql<ReadPost[]>`
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
    /** Id of the last post of the page; undefined if none was left. */
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

interface EarlierConsumers {
  /** One has a session. */
  readonly seen: boolean;
  /** More consumers than control sessions: one of them has just lost the session whose name states its rules. */
  readonly possible: boolean;
}

/**
 * Whether consumers with earlier rules are running. The new schema refuses to let any start, so the open sessions are
 * the whole truth: each consumer has one for its batches and a control session, whose name states its rules.
 */
async function consumersOfEarlierRules(sql: Sql): Promise<EarlierConsumers> {
  const [row] = await sql<EarlierConsumers[]>`
    with sessions as (
      select application_name as name
        from pg_stat_activity
       where datname = current_database() and application_name like ${`${CONSUMER_SESSION}%`}
    )
    select exists (
             select from sessions
              where name like ${`${CONSUMER_SESSION} control%`}
                and coalesce(substring(name from ', rules (\\d+)$')::int, 1) < ${DERIVED_RULES}
           ) as seen,
           (select count(*) from sessions where name = ${CONSUMER_SESSION})
             > (select count(*) from sessions where name = ${CONTROL_SESSION}) as possible`;
  return row ?? { seen: false, possible: true };
}
