import type { Sql } from "../postgres/connect.ts";

/** Row ids, both ends included. */
export interface IdRange {
  readonly low: bigint;
  readonly high: bigint;
}

/**
 * The range of ids of posts without a score; undefined if there are none. Windows whose counts of scored and unscored posts
 * fall short give the minutes to search, so that old posts are not scanned. (`materialized`: otherwise the planner searches
 * for the lowest id from the oldest post on.)
 *
 * @param look `recentMinutes`: search only windows that began in these last minutes, which is cheap
 */
export async function pendingPosts(
  sql: Sql,
  look: { readonly recentMinutes?: number } = {},
): Promise<IdRange | undefined> {
  const recent = look.recentMinutes ?? null;
  const [row] = await sql<{ low: bigint | null; high: bigint | null }[]>`
    with pending as (
      select min(window_start) as since, max(window_end) as until
        from masto.toot_metrics_windowed
       where toots_count > n_scored + n_unscored
         and window_start >= greatest(
               coalesce((select sealed_before from masto.pipeline), '-infinity'),
               coalesce(now() - ${recent}::int * interval '1 minute', '-infinity'))
    ), posts as materialized (
      select r.id
        from masto.toots_raw r
       where r.created_at >= (select since from pending) and r.created_at < (select until from pending)
    )
    select min(id) as low, max(id) as high from posts`;
  const { low = null, high = null } = row ?? {};
  return low === null || high === null ? undefined : { low, high };
}
