import type { Sql } from "../postgres/connect.ts";

/** Totals of the tables, each counted independently, so that they can be compared with each other and with a source. */
export interface Totals {
  readonly posts: number;
  /** Code points of all posts. */
  readonly length: number;
  readonly language_windows: number;
  readonly language_window_posts: number;
  readonly language_window_length: number;
  readonly user_windows: number;
  readonly user_window_posts: number;
  readonly user_window_length: number;
  readonly scored: number;
  readonly unscored: number;
  readonly window_scored: number;
  readonly window_unscored: number;
  readonly tombstones: number;
  readonly dead_letters: number;
}

/** Counts the tables in one snapshot. */
export async function readTotals(sql: Sql): Promise<Totals> {
  const [row] = await sql<{ totals: Totals }[]>`
    select jsonb_build_object(
      'posts', posts, 'length', length,
      'language_windows', l.windows, 'language_window_posts', l.posts_in, 'language_window_length', l.length_in,
      'user_windows', u.windows, 'user_window_posts', u.posts_in, 'user_window_length', u.length_in,
      'window_scored', l.scored, 'window_unscored', l.unscored,
      'scored', s.scored, 'unscored', s.unscored,
      'tombstones', (select count(*) from masto.tombstones),
      'dead_letters', (select count(*) from masto.dead_letters)) as totals
      from (select count(*) as posts, coalesce(sum(length(content_txt)), 0) as length from masto.toots_raw) r,
           (select count(*) as windows, coalesce(sum(toots_count), 0) as posts_in,
                   coalesce(sum(length_sum), 0) as length_in,
                   coalesce(sum(n_scored), 0) as scored, coalesce(sum(n_unscored), 0) as unscored
              from masto.toot_metrics_windowed) l,
           (select count(*) as windows, coalesce(sum(toots_count), 0) as posts_in,
                   coalesce(sum(length_sum), 0) as length_in from masto.user_avg_length_windowed) u,
           (select count(label) as scored, count(reason) as unscored from masto.toot_scores) s`;
  if (row === undefined) throw new Error("Cannot count the tables: PostgreSQL returned no row");
  return row.totals;
}
