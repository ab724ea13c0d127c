/**
 * Whether notifications arrive. Behind a pooler in transaction mode LISTEN succeeds, but no notification ever comes; it
 * shows only in a change counter that moves without one.
 *
 *     listen ──counter moved without a notification──▶ poll ──notification──▶ listen
 */
export interface ChangeWatch {
  readonly mode: "listen" | "poll";
  /** `masto.pipeline.changes` as last read. */
  readonly counter: string | undefined;
  /** `APPLIED_STATE` as last read with the counter. */
  readonly applied: string | undefined;
  /** Whether a notification came since the counter was last read. */
  readonly notified: boolean;
}

/** A notification, or a reading of the counter. */
export type Observation =
  | { readonly type: "notified" }
  | { readonly type: "counted"; readonly counter: string; readonly applied: string };

/** The next state, and whether the tables changed. */
export interface Observed {
  readonly watch: ChangeWatch;
  readonly changed: boolean;
}

export const WATCH: ChangeWatch = {
  mode: "listen",
  counter: undefined,
  applied: undefined,
  notified: false,
};

/** Interval between readings of the counter, ms: polling is about as fast as notifications. */
export const COUNTER_MS: Readonly<Record<ChangeWatch["mode"], number>> = {
  listen: 1_500,
  poll: 250,
};

/** The state after an observation. */
export function observe(watch: ChangeWatch, observation: Observation): Observed {
  switch (observation.type) {
    case "notified":
      return { watch: { ...watch, mode: "listen", notified: true }, changed: true };
    case "counted": {
      const first = watch.counter === undefined;
      const moved = watch.counter !== observation.counter;
      const isMissing = moved && !first && !watch.notified;
      const { counter, applied } = observation;
      // Batches that were applied and not announced: their consumer is about to announce them, or was killed.
      const unannounced = applied !== watch.applied && !first;
      return {
        watch: { mode: isMissing ? "poll" : watch.mode, counter, applied, notified: false },
        changed: (moved && (first || !watch.notified)) || unannounced,
      };
    }
    default:
      throw new TypeError(`Cannot observe ${JSON.stringify(observation satisfies never)}`);
  }
}
