import type { Sql } from "./connect.ts";

/** Posts that nobody has judged yet, by the windows: a sum over minutes and languages, however many posts there are. */
export async function countPending(sql: Sql): Promise<number> {
  const [row] = await sql<{ pending: number }[]>`
    select coalesce(sum(toots_count - n_scored - n_unscored), 0)::float8 as pending
      from masto.toot_metrics_windowed`;
  return row?.pending ?? 0;
}
