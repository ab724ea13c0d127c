import { formatDuration } from "./duration.ts";

/** Says one line to a person. */
export type Notice = (level: "info" | "warning", text: string) => void;

/** An attempt may take half a minute to fail, and something must be said at least every minute. */
const AGAIN_MS = 30_000;
/** What begins as a lost connection may turn out to be a refused password: that is news, but not at every attempt. */
const CHANGED_MS = 10_000;

/**
 * Says that something is away when it goes, again while it stays away (at least every minute), and when it is back.
 */
export class OutageTeller {
  readonly #log: Notice | undefined;
  readonly #patienceMs: number;
  #since: number | undefined;
  #saidAt: number | undefined;
  #words = "";

  /** `patienceMs`: say nothing of an outage that is shorter. */
  constructor(
    log: Notice | undefined,
    { patienceMs = 0 }: { readonly patienceMs?: number } = {},
  ) {
    this.#log = log;
    this.#patienceMs = patienceMs;
  }

  /** An attempt failed at `now` (ms, monotonic); `words` says why, `then` what follows. */
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

  /** It is over; says so, with words, if anything was said of it. */
  over(words?: string): void {
    if (words !== undefined && this.#saidAt !== undefined) this.#log?.("info", words);
    this.#since = this.#saidAt = undefined;
  }
}
