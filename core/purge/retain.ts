import { deletePosts, deleteScores } from "../apply/writes.ts";
import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import { announceChange } from "../postgres/change_channel.ts";
import type { Sql } from "../postgres/connect.ts";

/** What a run of the retention removed. */
export interface Retained {
  readonly posts: number;
  readonly userWindows: number;
}

const STEP_ROWS = 5_000;

/**
 * Removes what is older than `days` whole days before today (UTC): raw posts, their scores, and the windows by username.
 * Windows by language and the `batch_*` tables keep those days; nothing older than the horizon is stored or changed any
 * more. The horizon only moves forward: more days later bring nothing back. Run the batch job before it.
 *
 * Where it is interrupted, the next run goes on.
 */
export async function retain(
  sql: Sql,
  days: number,
  { stepRows = STEP_ROWS, signal }: { readonly stepRows?: number; readonly signal?: AbortSignal } =
    {},
): Promise<Retained> {
  const horizon = await moveHorizon(sql, days);
  let posts = 0;
  for (let removed = stepRows; removed === stepRows;) {
    signal?.throwIfAborted();
    removed = await removeOldest(sql, horizon, stepRows);
    posts += removed;
  }
  let userWindows = 0;
  for (let removed = stepRows; removed === stepRows;) {
    signal?.throwIfAborted();
    ({ count: removed } = await sql`
      delete from masto.user_avg_length_windowed w
       using (select window_start, username from masto.user_avg_length_windowed
               where window_end <= ${horizon}::timestamptz
               order by window_start, username
               limit ${stepRows}) old
       where w.window_start = old.window_start and w.username = old.username`);
    userWindows += removed;
  }
  if (posts + userWindows > 0) await announceChange(sql);
  return { posts, userWindows };
}

/** Moves the horizon while no batch is under way: those that commit later have read it. Returns it as ISO 8601. */
async function moveHorizon(sql: Sql, days: number): Promise<string> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${ADVISORY_LOCKS.refusals}::bigint)`;
    const [row] = await tx<{ horizon: string }[]>`
      update masto.pipeline
         set sealed_before = greatest(
               sealed_before,
               (date_trunc('day', now() at time zone 'UTC') - make_interval(days => ${days}::int)) at time zone 'UTC')
      returning to_char(sealed_before at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as horizon`;
    if (row === undefined) {
      throw new Error("Cannot move the retention horizon: masto.pipeline is empty");
    }
    return row.horizon;
  }) as string;
}

async function removeOldest(sql: Sql, horizon: string, limit: number): Promise<number> {
  return await sql.begin("isolation level read committed", async (tx) => {
    const sql = tx as unknown as Sql;
    const rows = await sql<{ id: string }[]>`
      select id::text as id from masto.toots_raw
       where id in (select id from masto.toots_raw where created_at < ${horizon}::timestamptz limit ${limit})
       order by masto.toots_raw.id
         for update`;
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await deletePosts(sql, ids);
    await deleteScores(sql, ids);
    return ids.length;
  }) as number;
}
