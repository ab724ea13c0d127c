import { lockPosts, lockSettings, readRefusals, readScores } from "../apply/reads.ts";
import { isSealed, type PurgeRule } from "../apply/refusals.ts";
import { deletePosts, deleteScores, writeWindows } from "../apply/writes.ts";
import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import { announceChange } from "../postgres/change_channel.ts";
import type { Sql } from "../postgres/connect.ts";
import { WindowDeltas } from "../windows/window_deltas.ts";

/** What a purge did. */
export interface Purged {
  /** Posts that were taken out of every table. */
  readonly posts: number;
  /** Dead letters that lost their payload. */
  readonly deadLetters: number;
}

/** Posts that one transaction removes at most: consumers wait for its windows no longer than for a batch. */
const STEP_POSTS = 1_000;

/**
 * Forgets an account, a post or a server, for good: first the rule, which every batch that commits after it obeys, then
 * what is stored. Whatever is still unread in a topic or a spool is refused by the rule. A run that is interrupted is
 * finished by calling it again.
 *
 * The posts leave their windows exactly as by a delete; sealed windows keep what they have counted. The `batch_*`
 * tables follow at their next run.
 */
export async function purge(
  sql: Sql,
  rule: PurgeRule,
  options: { readonly stepPosts?: number; readonly signal?: AbortSignal } = {},
): Promise<Purged> {
  await addRule(sql, rule);
  let posts = 0;
  for (let after = "-9223372036854775808";;) {
    options.signal?.throwIfAborted();
    const ids = await matchingPosts(sql, rule, { after, limit: options.stepPosts ?? STEP_POSTS });
    const last = ids.at(-1);
    if (last === undefined) break;
    posts += await removePosts(sql, ids);
    after = last;
  }
  const { count } = await forgetPayloads(sql, rule);
  await announceChange(sql);
  return { posts, deadLetters: count };
}

/** Adds a rule while no batch is under way: those that commit later have read it. */
async function addRule(sql: Sql, { kind, value }: PurgeRule): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${ADVISORY_LOCKS.refusals}::bigint)`;
    await tx`
      insert into masto.purge_rules (kind, value) values (${kind}, ${value})
      on conflict (kind, value) do nothing`;
  });
}

/** Row ids of the stored posts that a rule refuses, in ascending order. The conditions are those of `refusals.ts`. */
async function matchingPosts(
  sql: Sql,
  { kind, value }: PurgeRule,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const matches = {
    account: sql`username = ${value}`,
    post: sql`(status_id = ${value} or uri = ${value})`,
    // The host of an account is what follows its last @.
    instance: sql`(instance = ${value} or substring(username from '@([^@]*)$') = ${value})`,
  }[kind];
  const rows = await sql<{ id: string }[]>`
    select id::text as id
      from masto.toots_raw
     where ${matches} and id > ${after}::bigint
     order by masto.toots_raw.id
     limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Removes posts in one transaction, with the locks of `apply_batch.ts` in their order. Returns how many were there. */
async function removePosts(sql: Sql, ids: readonly string[]): Promise<number> {
  return await sql.begin("isolation level read committed", async (tx) => {
    const sql = tx as unknown as Sql;
    await lockSettings(sql);
    const { sealedBefore } = await readRefusals(sql);
    const posts = await lockPosts(sql, ids);
    const scores = await readScores(sql, ids);
    const windows = new WindowDeltas();
    for (const { post, late } of posts.values()) {
      if (isSealed(post, sealedBefore)) continue;
      windows.retract({ post, late, score: scores.get(post.id) ?? null });
    }
    const stored = [...posts.keys()];
    if (stored.length > 0) await deletePosts(sql, stored);
    if (scores.size > 0) await deleteScores(sql, [...scores.keys()]);
    await Promise.all(writeWindows(sql, windows));
    return stored.length;
  }) as number;
}

/** Drops the payload of dead letters in which the name stands; reason, length and hash stay. */
async function forgetPayloads(sql: Sql, { kind, value }: PurgeRule): Promise<{ count: number }> {
  // A server's name stands inside of others; an account's or a post's is a whole string of the JSON.
  const text = kind === "instance" ? value : JSON.stringify(value);
  return await sql`
    update masto.dead_letters set payload = null
     where payload is not null and position(convert_to(${text}, 'UTF8') in payload) > 0`;
}
