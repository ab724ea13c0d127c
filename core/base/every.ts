/**
 * Calls `action` every `ms`, at multiples of it by the clock: what several parts of a process do at intervals falls into the
 * same moments, and wakes a thread that rests once, not once for each.
 *
 * @returns a function that ends the calls
 */
export function every(ms: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const schedule = () => {
    timer = setTimeout(() => {
      schedule();
      action();
    }, untilNext(ms, Date.now()));
  };
  schedule();
  return () => clearTimeout(timer);
}

/** How long it is from `now` (ms since 1970) to the next multiple of `ms`, but for one that is near: a timer may be early. */
export function untilNext(ms: number, now: number): number {
  const left = ms - now % ms;
  return left < ms / 4 ? left + ms : left;
}
