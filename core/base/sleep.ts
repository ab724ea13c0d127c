/** The longest delay of a timer, a signed 32-bit number (24.8 days); setTimeout fires at once for longer ones. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Resolves after `ms` of any length (`Infinity`: never), or at once when aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = after(ms, done);
  function done() {
    cancel();
    signal?.removeEventListener("abort", done);
    resolve();
  }
  signal?.addEventListener("abort", done, { once: true });
  return promise;
}

/**
 * Calls `action` once after `ms` of any length. Use it (or {@linkcode sleep}) instead of `setTimeout` wherever the
 * delay comes from a configuration, another program or arithmetic.
 *
 * @returns a function that cancels the call
 */
export function after(
  ms: number,
  action: () => void,
  longestTimerMs = TIMER_MAX_MS,
): () => void {
  let left = ms;
  let timer: ReturnType<typeof setTimeout>;
  const next = () => {
    const step = Math.min(left, longestTimerMs);
    left -= step;
    timer = setTimeout(left > 0 ? next : action, step);
  };
  next();
  return () => clearTimeout(timer);
}
