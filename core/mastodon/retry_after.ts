/** Milliseconds that a server asks us to wait (`Retry-After` in seconds or as a date, else `X-RateLimit-Reset`). */
export function retryAfterMs(
  header: (name: string) => string | null | undefined,
  now: number,
): number | undefined {
  const after = header("retry-after")?.trim();
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  for (const date of [after, header("x-ratelimit-reset")]) {
    const at = date ? Date.parse(date) : NaN;
    if (!Number.isNaN(at)) return Math.max(0, at - now);
  }
  return undefined;
}
