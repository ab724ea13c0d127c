import { CHANGE_CHANNEL } from "../postgres/change_channel.ts";
import { APPLIED_STATE } from "../postgres/applied_state.ts";
import type { Sql } from "../postgres/connect.ts";
import { type ChangeWatch, COUNTER_MS, type Observation, observe, WATCH } from "./change_watch.ts";

const COUNTER = `select changes::text as counter, ${APPLIED_STATE} as applied from masto.pipeline`;

/** Reports commits: from notifications, else from the change counter, else from the applied offsets. */
export class ChangeFeed implements AsyncDisposable {
  readonly #sql: Sql;
  #watch: ChangeWatch = WATCH;
  #changed = true;
  #wake = Promise.withResolvers<void>();
  #countedAt = -Infinity;
  #unlisten: () => Promise<void> = () => Promise.resolve();

  private constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Listens on a connection of its own; postgres.js reconnects it whenever it is lost. */
  static async open(sql: Sql): Promise<ChangeFeed> {
    const feed = new ChangeFeed(sql);
    const onNotification = () => feed.#take({ type: "notified" });
    try {
      const { unlisten } = await sql.listen(CHANGE_CHANNEL, onNotification, onNotification);
      feed.#unlisten = unlisten;
    } catch (error) {
      // postgres.js 3.4.9 keeps a LISTEN that failed, and would give its error to every later one.
      delete (sql.listen as { channels?: Record<string, unknown> }).channels?.[CHANGE_CHANNEL];
      throw error;
    }
    return feed;
  }

  get mode(): ChangeWatch["mode"] {
    return this.#watch.mode;
  }

  /** Waits for a change for at most `timeoutMs`; true if there was one since the last call. */
  async next(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const until = performance.now() + timeoutMs;
    while (!this.#changed && !signal.aborted) {
      const now = performance.now();
      const counterDue = this.#countedAt + COUNTER_MS[this.#watch.mode];
      if (now >= until) break;
      if (now >= counterDue) await this.#count();
      else await this.#sleep(Math.min(until, counterDue) - now, signal);
    }
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#unlisten().catch(() => {});
  }

  async #count(): Promise<void> {
    this.#countedAt = performance.now();
    const [row] = await this.#sql.unsafe<{ counter: string; applied: string }[]>(COUNTER);
    if (row !== undefined) this.#take({ type: "counted", ...row });
  }

  #take(observation: Observation): void {
    const { watch, changed } = observe(this.#watch, observation);
    this.#watch = watch;
    if (!changed) return;
    this.#changed = true;
    this.#wake.resolve();
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.#wake = Promise.withResolvers<void>();
    const timer = setTimeout(this.#wake.resolve, ms);
    const abort = () => this.#wake.resolve();
    signal.addEventListener("abort", abort, { once: true });
    await this.#wake.promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
