/** How long a worker has been silent, counted only while the supervisor itself ran. */
export interface Silence {
  readonly silentMs: number;
  /** Of the last check, on a monotonic clock. */
  readonly checkedAt: number;
}

/** The most that one check may add, twice the pause between two: time in which the supervisor itself was stopped (suspend, SIGSTOP) does not count. */
const STEP_MAX_MS = 1_000;

/** The state after a message at `now` (ms). */
export function noSilence(now: number): Silence {
  return { silentMs: 0, checkedAt: now };
}

/** The state at `now` (ms): adds the time since the last check, at most {@linkcode STEP_MAX_MS}. */
export function advanceSilence(silence: Silence, now: number): Silence {
  const elapsed = Math.min(now - silence.checkedAt, STEP_MAX_MS);
  return { silentMs: silence.silentMs + Math.max(0, elapsed), checkedAt: now };
}

/**
 * The state at `now` (ms) for a question that has waited `unansweredMs` by the clock: never longer than that, and without
 * the time in which we ourselves were stopped, and could not hear an answer.
 */
export function advanceUnanswered(
  silence: Silence,
  { now, unansweredMs }: { readonly now: number; readonly unansweredMs: number },
): Silence {
  const { silentMs, checkedAt } = advanceSilence(silence, now);
  return { silentMs: Math.min(silentMs, unansweredMs), checkedAt };
}
