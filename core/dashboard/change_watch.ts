/**
 * Whether notifications can be relied on. Behind a pooler in transaction mode LISTEN succeeds and nothing ever comes;
 * the only sign is that the change counter moves in silence.
 *
 *     listening ──counter moved, nothing heard──▶ polling ──heard something──▶ listening
 */
export interface ChangeWatch {
  readonly mode: "listen" | "poll";
  /** Of `masto.pipeline.changes`, as last read. */
  readonly counter: string | undefined;
  /** What was in the tables when the counter was last read: see `APPLIED_STATE`. */
  readonly applied: string | undefined;
  /** Whether a notification came since the counter was last read. */
  readonly heard: boolean;
}

export type Sign =
  | { readonly type: "notified" }
  | { readonly type: "counted"; readonly counter: string; readonly applied: string };

/** What a sign means: the next state, and whether the tables changed. */
export interface Verdict {
  readonly watch: ChangeWatch;
  readonly changed: boolean;
}

export const WATCH: ChangeWatch = {
  mode: "listen",
  counter: undefined,
  applied: undefined,
  heard: false,
};

/** How long to wait before the counter is read again, ms: the fallback is as quick as notifications would be. */
export const COUNTER_MS: Readonly<Record<ChangeWatch["mode"], number>> = {
  listen: 1_500,
  poll: 250,
};

/** Takes a notification or a reading of the counter into account. */
export function observe(watch: ChangeWatch, sign: Sign): Verdict {
  switch (sign.type) {
    case "notified":
      return { watch: { ...watch, mode: "listen", heard: true }, changed: true };
    case "counted": {
      const first = watch.counter === undefined;
      const moved = watch.counter !== sign.counter;
      const deaf = moved && !first && !watch.heard;
      const { counter, applied } = sign;
      // Batches that nobody has told of: their consumer is about to, or was killed.
      const untold = applied !== watch.applied && !first;
      return {
        watch: { mode: deaf ? "poll" : watch.mode, counter, applied, heard: false },
        changed: (moved && (first || !watch.heard)) || untold,
      };
    }
    default:
      throw new TypeError(`Cannot weigh ${JSON.stringify(sign satisfies never)}`);
  }
}
