/** A timer past 2^31 ms ends at once, and we would ask again and again. */
const LONGEST_MS = 24 * 3_600_000;

/** Milliseconds that a server asks us to wait (`Retry-After` in seconds or as a date, else `X-RateLimit-Reset`), a day at most. */
export function retryAfterMs(
  header: (name: string) => string | null | undefined,
  now: number,
): number | undefined {
  const after = header("retry-after")?.trim();
  if (after && /^\d+$/.test(after)) return Math.min(LONGEST_MS, Number(after) * 1000);
  for (const date of [after, header("x-ratelimit-reset")]) {
    const at = date ? Date.parse(date) : NaN;
    if (!Number.isNaN(at)) return Math.min(LONGEST_MS, Math.max(0, at - now));
  }
  return undefined;
}
