/** A stretch of time in which the stream was observed, `[from, to)`, ms since 1970. */
export type Stretch = readonly [from: number, to: number];

/** The observed stretches of a range. */
export interface Observed {
  readonly stretches: readonly Stretch[];
  /** A silence longer than this, ms, is time that nobody observed. */
  readonly silenceMs: number;
}

export const NOTHING_OBSERVED: Observed = { stretches: [], silenceMs: 600_000 };

/** So long before a range is read too, to tell whether its first minute was observed from its start. */
const LOOK_BACK_MS = 3_600_000;

/** SQL of the {@linkcode ObservedRow}s that touch `[$1, $2)`, ms since 1970, or that may go on in it. */
export const OBSERVED_STRETCHES = `
  select extract(epoch from first)::float8 * 1000 as "from", extract(epoch from until)::float8 * 1000 as "to",
         extract(epoch from silence)::float8 * 1000 as "silenceMs"
    from masto.observed_stretches(array(
           select distinct window_start
             from masto.toot_metrics_windowed
            where window_start >= to_timestamp(($1::float8 - ${LOOK_BACK_MS}) / 1000)
              and window_start < to_timestamp($2::float8 / 1000)))
   where until + silence > to_timestamp($1::float8 / 1000)`;

/** A row of {@linkcode OBSERVED_STRETCHES}. */
export interface ObservedRow {
  readonly from: number;
  readonly to: number;
  readonly silenceMs: number;
}

/** The rows as {@linkcode Observed}. */
export function observedOf(rows: readonly ObservedRow[]): Observed {
  return {
    stretches: rows.map(({ from, to }) => [from, to]),
    silenceMs: rows[0]?.silenceMs ?? NOTHING_OBSERVED.silenceMs,
  };
}

/** The stretches until `now`: the last one goes on while the silence after it is one of the stream's own. */
export function observedUntil({ stretches, silenceMs }: Observed, now: number): readonly Stretch[] {
  const last = stretches.at(-1);
  return last === undefined || now <= last[1] || now - last[1] > silenceMs
    ? stretches
    : [...stretches.slice(0, -1), [last[0], now]];
}

/** How much of `[from, to)` was observed, ms. */
export function observedWithin(stretches: readonly Stretch[], from: number, to: number): number {
  return stretches.reduce(
    (sum, [first, until]) => sum + Math.max(0, Math.min(until, to) - Math.max(first, from)),
    0,
  );
}

/**
 * Whether `[from, to)` was observed from its start to its end. The first and the last minute of a stretch are not: the
 * pipeline may have started or stopped within them.
 */
export function isObservedWhole(stretches: readonly Stretch[], from: number, to: number): boolean {
  return stretches.some(([first, until]) => first + MINUTE_MS <= from && to <= until - MINUTE_MS);
}

const MINUTE_MS = 60_000;
