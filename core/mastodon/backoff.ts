/** How long to wait before the next attempt. */
export interface BackoffConfig {
  readonly firstMs: number;
  readonly capMs: number;
}

/**
 * Wait before the next attempt: doubling, capped, with jitter between half and all of it, so that clients that lost a
 * server at the same time do not return at the same time. `failures` is how many attempts failed in a row; `random`
 * is in [0, 1).
 */
export function backoffMs(failures: number, config: BackoffConfig, random: number): number {
  const full = Math.min(config.capMs, config.firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (0.5 + random / 2));
}
