/**
 * The range of event times that are taken for true. `created_at` can be any year from 0001 to 9999 on remote posts; one
 * such post would stretch every series and chart over time to its date. The gate of the producer and the parser of the
 * consumer both ask here; what they refuse has the reason `implausible_time`.
 */

/** The first plausible event time, ms since 1970: 1990. Posts that were imported from older networks pass. */
export const EARLIEST = Date.UTC(1990, 0, 1);
/** How far ahead of its receive time a post may be: clocks and time zones that are set wrong. */
export const AHEAD_MS = 24 * 3_600_000;
/** Windows count minutes in an `int` of PostgreSQL, whatever a record says of its receive time. */
const LATEST = 2 ** 31 * 60_000 - 1;

/**
 * Whether a post can have this event time; all in ms since 1970.
 *
 * @param receivedAt when it was received; null where nobody knows
 */
export function isPlausible(eventTime: number, receivedAt: number | null): boolean {
  const latest = receivedAt === null ? LATEST : Math.min(receivedAt + AHEAD_MS, LATEST);
  return eventTime >= EARLIEST && eventTime <= latest;
}
