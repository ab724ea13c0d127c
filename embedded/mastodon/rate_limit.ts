const WINDOW_MS = 5 * 60_000;

/** Mastodon's rate limit: requests of one token in fixed windows of five minutes. */
export class RateLimit {
  readonly #limit: number;
  readonly #used = new Map<string, number>();
  #window = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a request of `who` at `now` (ms since 1970) and gives the headers that every answer carries. */
  count(who: string, now: number): { readonly allowed: boolean; readonly headers: Headers } {
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.#window) this.#used.clear();
    this.#window = window;
    const used = (this.#used.get(who) ?? 0) + 1;
    this.#used.set(who, used);
    const headers = new Headers({
      "X-RateLimit-Limit": String(this.#limit),
      "X-RateLimit-Remaining": String(Math.max(0, this.#limit - used)),
      "X-RateLimit-Reset": new Date((window + 1) * WINDOW_MS).toISOString(),
    });
    return { allowed: used <= this.#limit, headers };
  }
}
