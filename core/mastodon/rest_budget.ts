import { sleep } from "../base/sleep.ts";
import { retryAfterMs } from "./retry_after.ts";

/**
 * Share of a limit that background requests leave untouched: the stream must be able to ask the server again after an
 * outage, and the token's owner may use other programs.
 */
const RESERVE_SHARE = 0.1;
/** Pause between requests to a server that names no limit. */
const UNLIMITED_PAUSE_MS = 250;
/** Wait after a 429 that does not say how long. */
const REFUSED_MS = 60_000;
/** A reset lies at most this far ahead: the longest window of Mastodon's limits is 15 minutes. */
const RESET_MAX_MS = 15 * 60_000;

/**
 * The rate limits of one server, as its answers tell them. Mastodon has two: requests in 5 minutes, and pages of timelines
 * in 15; each answer names the one that is nearer to its end, so heeding the headers heeds both.
 */
export class RestBudget {
  /** No request before this time, ms since 1970. */
  #notBefore = 0;
  #refusals = 0;
  #limit: number | undefined;
  #left: { readonly share: number; readonly until: number } | undefined;

  /** Requests in a window, as the last answer that names a limit has said; undefined where none has. */
  get limit(): number | undefined {
    return this.#limit;
  }

  /** Share in [0, 1] that is left of the limit that is nearer to its end. */
  shareLeft(now: number): number {
    return this.#left === undefined || now >= this.#left.until ? 1 : this.#left.share;
  }

  /** Resolves when a request may be made; rejects when `signal` is aborted. */
  async admitted(signal: AbortSignal): Promise<void> {
    for (let wait = this.waitMs(Date.now()); wait > 0; wait = this.waitMs(Date.now())) {
      await sleep(wait, signal);
      signal.throwIfAborted();
    }
  }

  /** How long the next request has to wait, in ms. */
  waitMs(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  /** Notes the limits of an answer. */
  note(response: { readonly status: number; readonly headers: Headers }, now: number): void {
    const header = (name: string) => response.headers.get(name);
    if (response.status === 429) {
      const asked = retryAfterMs(header, now) ?? REFUSED_MS;
      // A server that counts refused requests too is asked less and less.
      this.#notBefore = now + Math.max(1_000, asked) * Math.min(4, ++this.#refusals);
      return;
    }
    this.#refusals = 0;
    const limit = numberIn(header("x-ratelimit-limit"));
    const remaining = numberIn(header("x-ratelimit-remaining"));
    if (limit === undefined || remaining === undefined) {
      this.#notBefore = now + UNLIMITED_PAUSE_MS;
      return;
    }
    const reset = retryAfterMs((name) => name === "retry-after" ? null : header(name), now);
    const resetMs = Math.min(RESET_MAX_MS, Math.max(1_000, reset ?? REFUSED_MS));
    this.#limit = limit;
    this.#left = { share: limit > 0 ? remaining / limit : 0, until: now + resetMs };
    if (remaining <= limit * RESERVE_SHARE) this.#notBefore = now + resetMs;
  }
}

/** The number in a header; of several values, the lowest. */
function numberIn(value: string | null): number | undefined {
  const numbers = (value ?? "").split(",").map((each) => each.trim()).filter((each) =>
    /^\d+(\.\d+)?$/.test(each)
  ).map(Number);
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
