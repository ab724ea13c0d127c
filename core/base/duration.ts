const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Longest duration of a variable or a flag: ten years. A longer one is a typing error. */
const DURATION_MAX_MS = 3_650 * UNITS.d;

/** Reads `30s`, `1.5m`, `500ms`, `2h`, `7d`, or seconds without a unit, as milliseconds; undefined if it is none of these. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (match === null) return undefined;
  const unit = (match[2] ?? "s") as keyof typeof UNITS;
  return Math.round(Number(match[1]) * UNITS[unit]);
}

/** The error of a duration. */
export interface BadDuration {
  /** Completes the sentence that begins with the name of the variable or flag. */
  readonly wrong: string;
}

/**
 * Reads the duration of a variable or a flag, from `minMs` to ten years. `minMs` is 1 by default: a loop with an interval
 * of zero would never pause.
 */
export function readDuration(
  text: string,
  { minMs = 1 }: { readonly minMs?: number } = {},
): number | BadDuration {
  const ms = parseDuration(text);
  if (ms === undefined) {
    return { wrong: `is "${text}"; use a duration such as 500ms, 60s, 5m or 7d` };
  }
  if (ms < minMs) {
    const least = minMs === 1 ? "a duration above zero, such as 60s" : `${minMs} ms or more`;
    return { wrong: `is "${text}"; use ${least}` };
  }
  if (ms > DURATION_MAX_MS) return { wrong: `is "${text}"; use ten years (3650d) at most` };
  return ms;
}

/** Writes milliseconds as a person would: `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 30 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms >= UNITS.d) {
    return `${Math.floor(ms / UNITS.d)} d ${Math.floor((ms % UNITS.d) / UNITS.h)} h`;
  }
  const minutes = Math.floor(ms / UNITS.m);
  if (ms >= UNITS.h) {
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  }
  const seconds = Math.floor((ms % 60_000) / 1_000);
  return `${minutes} min ${String(seconds).padStart(2, "0")} s`;
}
