/** How long a worker has been silent, counted only while the supervisor itself ran. */
export interface Silence {
  readonly silentMs: number;
  /** Of the last look, on a monotonic clock. */
  readonly lookedAt: number;
}

/** The most that one look may add: time in which the supervisor itself was stopped (suspend, SIGSTOP) does not count. */
const LOOK_MAX_MS = 500;

/** The state after a message at `now` (ms). */
export function spoke(now: number): Silence {
  return { silentMs: 0, lookedAt: now };
}

/** The state at `now` (ms): adds the time since the last look, at most {@linkcode LOOK_MAX_MS}. */
export function look(silence: Silence, now: number): Silence {
  const elapsed = Math.min(now - silence.lookedAt, LOOK_MAX_MS);
  return { silentMs: silence.silentMs + Math.max(0, elapsed), lookedAt: now };
}
