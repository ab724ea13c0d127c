import { formatDuration } from "./duration.ts";
import type { TellTrouble } from "./trouble.ts";

/** Says one line to a person. */
export type Notice = (level: "info" | "warning", text: string) => void;

/** An attempt may take 30 s to fail, and the outage must be logged at least once a minute. */
const REPEAT_INTERVAL_MS = 30_000;
/** New words (a lost connection that turns out to be a refused password) are logged sooner, but not at every attempt. */
const CHANGED_INTERVAL_MS = 10_000;

/**
 * Logs an outage when it begins, again while it lasts (at least once a minute), and when it is over, with how long it
 * lasted. Tells it as a trouble too, from its first moment.
 */
export class OutageLog {
  readonly #log: Notice | undefined;
  readonly #graceMs: number;
  readonly #repeatMs: number;
  readonly #trouble: TellTrouble;
  #since: number | undefined;
  #saidAt: number | undefined;
  #words = "";

  /** `graceMs`: do not log outages shorter than this. `repeatMs`: how soon the same words are logged again. */
  constructor(
    log: Notice | undefined,
    { graceMs = 0, repeatMs = REPEAT_INTERVAL_MS, trouble = () => {} }: {
      readonly graceMs?: number;
      readonly repeatMs?: number;
      readonly trouble?: TellTrouble | undefined;
    } = {},
  ) {
    this.#log = log;
    this.#graceMs = graceMs;
    this.#repeatMs = repeatMs;
    this.#trouble = trouble;
  }

  /** An attempt failed at `now` (ms, monotonic). `words` is the reason, `then` what happens next. */
  failed(words: string, then: string, now = performance.now()): void {
    const since = this.#since ??= now;
    this.#trouble(words);
    const isNews = this.#saidAt === undefined
      ? now - since >= this.#graceMs
      : now - this.#saidAt >= (words === this.#words ? this.#repeatMs : CHANGED_INTERVAL_MS);
    if (!isNews) return;
    this.#words = words;
    const lasts = this.#saidAt === undefined ? "" : `, for ${formatDuration(now - since)} now`;
    this.#saidAt = now;
    this.#log?.("warning", `${words}. ${then}${lasts}`);
  }

  /** The outage is over at `now`. Logs `words`, and how long it lasted, if the outage was logged. */
  over(words?: string, now = performance.now()): void {
    if (words !== undefined && this.#saidAt !== undefined) {
      this.#log?.("info", `${words}, after ${formatDuration(now - (this.#since ?? now))}`);
    }
    this.#since = this.#saidAt = undefined;
    this.#trouble(undefined);
  }
}
