/** When an open socket counts as dead, and when silence is logged. All times in ms. */
export interface WatchdogConfig {
  /** A ping is sent this often; any living server must answer (RFC 6455 §5.5.2). */
  readonly pingEveryMs: number;
  /** With nothing heard for this long (no post, ping or pong) the socket is half open. */
  readonly deadAfterMs: number;
  /** After this long without an event of the feed it is logged, then each time the silence has doubled. */
  readonly quietAfterMs: number;
}

/**
 * Living connections answer pings, so a dead one is noticed within 45 s: pings at 10 and 20 s, the decision by 35 s.
 */
export const WATCHDOG: WatchdogConfig = {
  pingEveryMs: 10_000,
  deadAfterMs: 30_000,
  quietAfterMs: 60_000,
};

export interface WatchdogState {
  /** When anything at all was last heard. */
  heardAt: number;
  /** When the last event of the feed came: a post, an edit, a delete. */
  eventAt: number;
  pingedAt: number;
  /** Silence in ms at which the next log line is due. */
  quietAt: number;
}

export type WatchdogAction =
  | { readonly type: "ping" }
  | { readonly type: "dead"; readonly silentMs: number }
  | { readonly type: "quiet"; readonly silentMs: number };

export function newWatchdog(config: WatchdogConfig, now: number): WatchdogState {
  return { heardAt: now, eventAt: now, pingedAt: now, quietAt: config.quietAfterMs };
}

/**
 * Notes that something arrived: a control frame, a heartbeat, or (`event`) an event of the feed. A heartbeat is not
 * an event: a socket can be alive while its feed is silent.
 */
export function heard(
  state: WatchdogState,
  { event, now, config }: { event: boolean; now: number; config: WatchdogConfig },
): void {
  state.heardAt = now;
  if (event) notQuiet(state, { now, config });
}

/** Notes that the feed is not silent; also while earlier events are still being read. */
export function notQuiet(
  state: WatchdogState,
  { now, config }: { now: number; config: WatchdogConfig },
): void {
  state.eventAt = now;
  state.quietAt = config.quietAfterMs;
}

/** What to do now; call it every second or so. */
export function look(
  state: WatchdogState,
  { now, config }: { now: number; config: WatchdogConfig },
): readonly WatchdogAction[] {
  const actions: WatchdogAction[] = [];
  if (now - state.heardAt >= config.deadAfterMs) {
    return [{ type: "dead", silentMs: now - state.heardAt }];
  }
  if (now - state.eventAt >= state.quietAt) {
    actions.push({ type: "quiet", silentMs: now - state.eventAt });
    state.quietAt *= 2;
  }
  if (now - state.pingedAt >= config.pingEveryMs) {
    actions.push({ type: "ping" });
    state.pingedAt = now;
  }
  return actions;
}
