import { AHEAD_MS, EARLIEST } from "./event_time.ts";

/**
 * The range of event time that series and charts span. One post can be dated years before all others, and rows can be
 * older than the rule of `event_time.ts`: a chart from the first window to the last would be empty.
 *
 * - Only plausible event times count.
 * - The outermost 0.1 % of posts at each end are left out where they stand apart: further from the next post than a
 *   twentieth of the time in which the middle 90 % were published, and further than a day.
 * - Where that is less than one post, up to three isolated posts are left out: further from the next post than ten times
 *   the time in which the middle 90 % were published, and further than ten days.
 */
const TAIL = 0.001;
const OUTLIERS_MAX = 3;
const MIDDLE = 0.05;
const FAR = 10;
const APART = 1 / 20;

/** The range that was asked for, as bounds of `window_start`: an end that was chosen is kept. */
export interface AskedSpan {
  /** SQL expressions of a `timestamptz`. */
  readonly from?: string;
  readonly to?: string;
}

/** SQL of the posts of each hour of the windows, of plausible hours only: `hour` (timestamptz) and `toots`. */
export function windowHours({ from, to }: AskedSpan = {}): string {
  const earliest = from ?? `to_timestamp(${EARLIEST / 1_000})`;
  const latest = to ?? `now() + interval '${AHEAD_MS / 1_000} seconds'`;
  return `
    select date_trunc('hour', window_start, 'UTC') as hour, sum(toots_count) as toots
      from masto.toot_metrics_windowed
     where window_start >= ${earliest} and window_start < ${latest}
     group by 1`;
}

/**
 * SQL that returns one row: `first` and `until` (timestamptz), the whole hours at which series and charts begin and end;
 * NULLs where there is no post.
 *
 * Each step is materialized: with outdated statistics PostgreSQL expects one row from each step, and would otherwise run a
 * step again for every row of the one before.
 *
 * @param hours SQL that returns the rows of {@linkcode windowHours}
 */
export function usualSpan(asked: AskedSpan = {}, hours = windowHours(asked)): string {
  return `
  with hours as materialized (${hours}
  ), ranked as materialized (
    select hour,
           sum(toots) over (order by hour) as below,
           sum(toots) over (order by hour desc) as above,
           sum(toots) over () as total,
           lead(hour) over (order by hour) - hour as to_next,
           hour - lag(hour) over (order by hour) as to_last
      from hours
  ), middle as materialized (
    select ${FAR} * greatest(max(hour) - min(hour), interval '1 day') as far,
           greatest(${APART} * (max(hour) - min(hour)), interval '1 day') as apart
      from ranked
     where below > total * ${MIDDLE} and above > total * ${MIDDLE}
  ), kept as materialized (
    select max(hour) filter (
             where (below <= total * ${TAIL} and to_next > apart) or (below <= ${OUTLIERS_MAX} and to_next > far)) as before_first,
           min(hour) filter (
             where (above <= total * ${TAIL} and to_last > apart) or (above <= ${OUTLIERS_MAX} and to_last > far)) as after_last
      from ranked, middle
  )
  select min(hour) as first, max(hour) + interval '1 hour' as until
    from hours, kept
   where ${asked.from === undefined ? "(before_first is null or hour > before_first)" : "true"}
     and ${asked.to === undefined ? "(after_last is null or hour < after_last)" : "true"}`;
}
