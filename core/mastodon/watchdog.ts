/** When an open socket counts as dead, and its feed as silent. All times in ms. */
export interface WatchdogConfig {
  /**
   * A ping is sent this often; any living server must answer (RFC 6455 §5.5.2). The answer shows that all that was sent
   * before has been read, so this is also how often the coverage of a stream moves.
   */
  readonly pingEveryMs: number;
  /** With nothing heard for this long (no post, ping or pong) the socket is half open. */
  readonly deadAfterMs: number;
  /** Silence of a feed that is asked about, as long as nothing was learned of how many posts are usual. */
  readonly quietAfterMs: number;
}

/**
 * Living connections answer pings, so a dead one is noticed within 45 s: pings every 5 s, the decision by 35 s.
 */
export const WATCHDOG: WatchdogConfig = {
  pingEveryMs: 5_000,
  deadAfterMs: 30_000,
  quietAfterMs: 60_000,
};

export interface WatchdogState {
  /** When anything at all was last heard. */
  heardAt: number;
  pingedAt: number;
}

export type WatchdogAction =
  | { readonly type: "ping" }
  | { readonly type: "dead"; readonly silentMs: number };

export function newWatchdog(now: number): WatchdogState {
  return { heardAt: now, pingedAt: now };
}

/** Notes that something arrived: a message, a heartbeat or a control frame. */
export function heard(state: WatchdogState, now: number): void {
  state.heardAt = now;
}

/** What to do now, if anything; call it every second or so. */
export function look(
  state: WatchdogState,
  { now, config }: { now: number; config: WatchdogConfig },
): WatchdogAction | undefined {
  if (now - state.heardAt >= config.deadAfterMs) {
    return { type: "dead", silentMs: now - state.heardAt };
  }
  if (now - state.pingedAt < config.pingEveryMs) return undefined;
  state.pingedAt = now;
  return { type: "ping" };
}
