import { formatDuration } from "./duration.ts";

/** Says one line to a person. */
export type Notice = (level: "info" | "warning", text: string) => void;

/** An attempt may take 30 s to fail, and the outage must be logged at least once a minute. */
const AGAIN_MS = 30_000;
/** New words (a lost connection that turns out to be a refused password) are logged sooner, but not at every attempt. */
const CHANGED_MS = 10_000;

/**
 * Logs an outage when it begins, again while it lasts (at least once a minute), and when it is over.
 */
export class OutageTeller {
  readonly #log: Notice | undefined;
  readonly #patienceMs: number;
  #since: number | undefined;
  #saidAt: number | undefined;
  #words = "";

  /** `patienceMs`: do not log outages shorter than this. */
  constructor(
    log: Notice | undefined,
    { patienceMs = 0 }: { readonly patienceMs?: number } = {},
  ) {
    this.#log = log;
    this.#patienceMs = patienceMs;
  }

  /** An attempt failed at `now` (ms, monotonic). `words` is the reason, `then` what happens next. */
  failed(words: string, then: string, now = performance.now()): void {
    const since = this.#since ??= now;
    const isNews = this.#saidAt === undefined
      ? now - since >= this.#patienceMs
      : now - this.#saidAt >= (words === this.#words ? AGAIN_MS : CHANGED_MS);
    if (!isNews) return;
    this.#words = words;
    const lasts = this.#saidAt === undefined ? "" : `, for ${formatDuration(now - since)} now`;
    this.#saidAt = now;
    this.#log?.("warning", `${words}. ${then}${lasts}`);
  }

  /** The outage is over. Logs `words` if the outage was logged. */
  over(words?: string): void {
    if (words !== undefined && this.#saidAt !== undefined) this.#log?.("info", words);
    this.#since = this.#saidAt = undefined;
  }
}
