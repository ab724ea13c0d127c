/**
 * The range of plausible event times. `created_at` can be any year from 0001 to 9999 on remote posts; one such post would
 * stretch every series and chart over time to its date. The producer's gate and the consumer's parser both use this rule;
 * what they refuse has the reason `implausible_time`.
 */

/** The first plausible event time, ms since 1970: 1990. Posts that were imported from older networks pass. */
export const EARLIEST = Date.UTC(1990, 0, 1);
/** How far an event time may be ahead of the receive time: clocks and time zones may be set wrong. */
export const AHEAD_MS = 24 * 3_600_000;
/** Windows count minutes in an `integer` of PostgreSQL, whatever receive time a record states. */
const LATEST = 2 ** 31 * 60_000 - 1;

/**
 * Whether an event time is plausible; all times in ms since 1970.
 *
 * @param receivedAt when the post was received; null where that is unknown
 */
export function isPlausible(eventTime: number, receivedAt: number | null): boolean {
  const latest = receivedAt === null ? LATEST : Math.min(receivedAt + AHEAD_MS, LATEST);
  return eventTime >= EARLIEST && eventTime <= latest;
}
