import { AHEAD_MS, EARLIEST } from "./event_time.ts";

/**
 * Which stretch of event time series and charts span. One post can be dated years before all others, and rows can be
 * older than the rule of `event_time.ts`: from the first window to the last would be an empty chart.
 *
 * - Only plausible event times count.
 * - At each end the outermost 0.1 % of posts are left out.
 * - Where there are so few posts that this is less than one, up to three posts are left out that stand alone: further
 *   from the next post than ten times the time in which the middle 90 % were published, and than ten days.
 */
const TAIL = 0.001;
const FEW = 3;
const MIDDLE = 0.05;
const FAR = 10;

/** What is asked for: `from`, `to` are conditions on `window_start` that whoever asks has chosen; these ends are kept. */
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
 * SQL that gives one row: `first` and `until` (timestamptz), the whole hours from which on and up to which series and
 * charts go; NULLs where there is no post.
 *
 * Each step is materialized: on tables whose statistics are old, PostgreSQL takes them for one row and would otherwise run
 * each step anew for every row of the one before.
 *
 * @param hours SQL that gives the rows of {@linkcode windowHours}
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
    select ${FAR} * greatest(max(hour) - min(hour), interval '1 day') as far
      from ranked
     where below > total * ${MIDDLE} and above > total * ${MIDDLE}
  ), kept as materialized (
    select max(hour) filter (
             where below <= total * ${TAIL} or (below <= ${FEW} and to_next > far)) as before_first,
           min(hour) filter (
             where above <= total * ${TAIL} or (above <= ${FEW} and to_last > far)) as after_last
      from ranked, middle
  )
  select min(hour) as first, max(hour) + interval '1 hour' as until
    from hours, kept
   where ${asked.from === undefined ? "(before_first is null or hour > before_first)" : "true"}
     and ${asked.to === undefined ? "(after_last is null or hour < after_last)" : "true"}`;
}
