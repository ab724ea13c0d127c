/** Length of a tumbling window, ms. */
export const WINDOW_MS = 60_000;

/** Start of the window `[start, end)` that a time belongs to, in whole minutes since 1970, UTC. */
export function minuteOf(time: number): number {
  return Math.floor(time / WINDOW_MS);
}
