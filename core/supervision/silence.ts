/** How long a worker has been silent, counted only while the supervisor itself ran. */
export interface Silence {
  readonly silentMs: number;
  /** Of the last look, on a monotonic clock. */
  readonly lookedAt: number;
}

/** A supervisor that was stopped (a laptop's lid, SIGSTOP, a starved machine) must not blame its workers for it. */
const LOOK_MAX_MS = 500;

/** A worker that spoke at `now` (ms). */
export function spoke(now: number): Silence {
  return { silentMs: 0, lookedAt: now };
}

/** Looks at `now` (ms): the time since the last look counts as silence, cut where the supervisor was away. */
export function look(silence: Silence, now: number): Silence {
  const elapsed = Math.min(now - silence.lookedAt, LOOK_MAX_MS);
  return { silentMs: silence.silentMs + Math.max(0, elapsed), lookedAt: now };
}
