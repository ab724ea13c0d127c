import type { Sql } from "../postgres/connect.ts";
import type { Range } from "./ranges.ts";
import type { WindowRow } from "./page_protocol.ts";

/** Windows of [$2, $3) (minutes since 1970) summed into steps of $1 minutes, by language. */
const WINDOWS = `
  select (floor(extract(epoch from window_start) / 60 / $1::int) * $1::int)::int as start,
         lang,
         sum(toots_count)::float8,
         sum(length_sum)::float8,
         sum(late_count)::float8,
         sum(n_pos)::float8,
         sum(n_neg)::float8,
         sum(n_neu)::float8,
         sum(n_unscored)::float8,
         sum(prob_pos_sum)::float8
    from masto.toot_metrics_windowed
   where window_start >= to_timestamp($2::float8 * 60) and window_start < to_timestamp($3::float8 * 60)
   group by 1, 2
   order by 1, 2`;

/** Reads the windows of a range. */
export async function readWindows(sql: Sql, { from, to, step }: Range): Promise<WindowRow[]> {
  // The columns above are in the order of WindowRow, which the compiler cannot check.
  return await sql.unsafe(WINDOWS, [step, from, to]).values() as unknown as WindowRow[];
}

/** The database's clock, the watermark and the newest window: ms since 1970. */
export interface Moment {
  readonly now: number;
  readonly watermark: number | null;
  /** Start of the newest window that lies in the past. */
  readonly newest: number | null;
}

// Windows in the future (from a server with a wrong clock) do not count as the newest.
const MOMENT = `
  select extract(epoch from clock_timestamp())::float8 * 1000 as now,
         extract(epoch from watermark)::float8 * 1000 as watermark,
         (select extract(epoch from window_start)::float8 * 1000
            from masto.toot_metrics_windowed
           where window_start <= clock_timestamp() + interval '2 minutes'
           order by window_start desc limit 1) as newest
    from masto.pipeline`;

/** Reads the current {@linkcode Moment}. */
export async function readMoment(sql: Sql): Promise<Moment> {
  const [moment] = await sql.unsafe<Moment[]>(MOMENT);
  if (moment === undefined) {
    throw new Error("Cannot read masto.pipeline: it has no row. Run migrate");
  }
  return moment;
}
