/** Whole minutes `[from, to)` since 1970, divided into steps. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Minutes. */
  readonly step: number;
}

/** Ranges that end now, in minutes, by their name in the URL. */
export const LIVE_RANGES = {
  "15m": { minutes: 15, step: 1 },
  "1h": { minutes: 60, step: 1 },
  "6h": { minutes: 360, step: 1 },
  "24h": { minutes: 1_440, step: 5 },
  "7d": { minutes: 10_080, step: 60 },
} as const;

export type LiveRangeName = keyof typeof LIVE_RANGES;
export const DEFAULT_RANGE: LiveRangeName = "1h";

export function isLiveRange(name: string): name is LiveRangeName {
  return Object.hasOwn(LIVE_RANGES, name);
}

/** The live range that ends with the step in which `now` (ms since 1970) lies. */
export function liveRange(name: LiveRangeName, now: number): Range {
  const { minutes, step } = LIVE_RANGES[name];
  const to = (Math.floor(now / 60_000 / step) + 1) * step;
  return { from: to - minutes, to, step };
}

/** Step lengths of chosen ranges, minutes. Each divides a day, so that steps start at midnight UTC. */
const STEPS = [1, 5, 15, 60, 360, 1_440] as const;
const STEPS_MAX = 400;
const DAYS_MAX = 400;

/** The range between two times (ms since 1970), widened to whole steps; undefined if it is empty or too long. */
export function chosenRange(from: number, to: number): Range | undefined {
  const minutes = (to - from) / 60_000;
  if (!(minutes > 0 && minutes <= DAYS_MAX * 1_440) || from < 0) return undefined;
  const step = STEPS.find((step) => minutes / step <= STEPS_MAX) ?? 1_440;
  return {
    from: Math.floor(from / 60_000 / step) * step,
    to: Math.ceil(to / 60_000 / step) * step,
    step,
  };
}
