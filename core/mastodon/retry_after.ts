/**
 * Longest wait that a server can impose. A date of next year or a number in the wrong unit must not cost a day of the
 * stream, and a server that limits by the hour gets four requests in it.
 */
export const RETRY_AFTER_MAX_MS = 15 * 60_000;

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/** From here on a number means epoch seconds (later than 2001), not seconds to wait. */
const EPOCH_FROM = 1e9;
const EPOCH_MS_FROM = 1e12;
/**
 * The dates of RFC 9110 §5.6.7 (IMF and RFC 850, asctime) and of ISO 8601. `Date.parse` alone does not suffice: it
 * reads a month out of "soon 5".
 */
const DATES = [
  /(?:[a-z]+,\s*)?(?<day>\d{1,2})[ -](?<month>[a-z]{3})[ -](?<year>\d{4}|\d{2})\s+(?<time>\d\d:\d\d(?::\d\d)?)(?:\s*(?<zone>GMT|UTC|[+-]\d{4}))?/gi,
  /(?:[a-z]+\s+)?(?<month>[a-z]{3})\s+(?<day>\d{1,2})\s+(?<time>\d\d:\d\d:\d\d)\s+(?<year>\d{4})/gi,
  /(?<iso>\d{4}-\d\d-\d\d)[T ](?<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?<zone>Z|[+-]\d\d:?\d\d)?/gi,
];

/**
 * Milliseconds that a server asks us to wait: `Retry-After` in seconds or as a date, else `X-RateLimit-Reset`. Between
 * 0 and {@linkcode RETRY_AFTER_MAX_MS}; undefined where neither can be read.
 *
 * A header that came twice is one value joined by a comma ("120, Wed, 21 Oct 2026 07:28:00 GMT"): the longest wait in
 * it counts.
 */
export function retryAfterMs(
  header: (name: string) => string | null | undefined,
  now: number,
): number | undefined {
  return longest(waits(header("retry-after"), { now, epochs: false })) ??
    longest(waits(header("x-ratelimit-reset"), { now, epochs: true }));
}

/** All waits that a header value names, in ms. */
function waits(
  value: string | null | undefined,
  { now, epochs }: { readonly now: number; readonly epochs: boolean },
): number[] {
  if (!value) return [];
  const found: number[] = [];
  // A date holds a comma itself, so dates are taken out first.
  let rest = value.slice(0, 500);
  for (const pattern of DATES) {
    for (const { groups = {} } of rest.matchAll(pattern)) {
      const { iso, day, month, year, time, zone } = groups;
      const at = Date.parse(
        iso !== undefined
          ? `${iso}T${time}${zone ?? "Z"}`
          : `${day} ${month} ${year} ${time} ${zone ?? "GMT"}`,
      );
      if (!Number.isNaN(at)) found.push(at - now);
    }
    rest = rest.replaceAll(pattern, "");
  }
  for (const part of rest.split(",").map((each) => each.trim())) {
    if (!NUMBER.test(part)) continue;
    const seconds = Number(part);
    if (epochs && seconds >= EPOCH_FROM) {
      found.push((seconds >= EPOCH_MS_FROM ? seconds : seconds * 1000) - now);
    } else found.push(seconds * 1000);
  }
  return found;
}

function longest(waits: readonly number[]): number | undefined {
  if (waits.length === 0) return undefined;
  return Math.round(Math.min(RETRY_AFTER_MAX_MS, Math.max(0, ...waits)));
}
