/** After nothing was found the next comparison comes after twice as long, up to so many times the shortest pause. */
const SLOWEST = 4;
/**
 * Share of the server's limit of requests in five minutes that comparing may use, for all streams together. Mastodon gives
 * as many pages in fifteen minutes: three fifths of them, …
 */
const SHARE = 0.2;
/** … where that does for all posts. A sample of a busier stream is worth less than what a gap of it needs. */
const SAMPLE_SHARE = 0.08;
/** Where every post is looked at again in each comparison: such servers have no limit of pages. */
const SHARE_OF_ALL = 0.45;
/** Requests in five minutes of a server that names no limit: that of Mastodon. */
const LIMIT = 300;
const LIMIT_MS = 5 * 60_000;

/**
 * The pause before the next comparison, ms: the shortest one after a loss was found, then longer and longer while nothing is.
 */
export function nextPauseMs(
  pauseMs: number,
  { shortestMs, found }: { readonly shortestMs: number; readonly found: boolean },
): number {
  return found ? shortestMs : Math.min(2 * pauseMs, SLOWEST * shortestMs);
}

/** Requests that a comparison may make. */
export interface Grant {
  /** How many there are, and when there will be as many as were wanted, or as many as there ever are; ms since 1970. */
  readonly requests: number;
  readonly enoughAt: number;
  /** Takes requests that were made. */
  readonly take: (requests: number) => void;
}

/**
 * Requests that the audits of one server's streams may make: they come back steadily, and are saved up for five minutes. The
 * rest of the server's rate limit is left to gaps and to the stream.
 */
export class AuditAllowance {
  readonly #whole: Savings;
  readonly #sample: Savings;

  constructor(now: number) {
    this.#whole = new Savings(now);
    this.#sample = new Savings(now);
  }

  /** What there is for a comparison that wants so many requests. */
  look(
    now: number,
    { limit = LIMIT, looksAtAll, wanted }: {
      /** The server's, in five minutes; undefined where it names none. */
      readonly limit: number | undefined;
      readonly looksAtAll: boolean;
      readonly wanted: number;
    },
  ): Grant {
    const whole = limit * (looksAtAll ? SHARE_OF_ALL : SHARE);
    return wanted <= whole
      ? this.#whole.look(now, whole, wanted)
      : this.#sample.look(now, Math.max(1, limit * SAMPLE_SHARE), wanted);
  }
}

/** What comes back steadily, at most `most` in five minutes, and is saved up to that. */
class Savings {
  #saved: number | undefined;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  look(now: number, most: number, wanted: number): Grant {
    const since = Math.max(0, now - this.#at);
    this.#at = now;
    const requests = Math.min(most, (this.#saved ?? most) + most * since / LIMIT_MS);
    this.#saved = requests;
    const lacks = Math.max(0, Math.min(wanted, most) - requests);
    return {
      requests,
      enoughAt: now + lacks / most * LIMIT_MS,
      take: (made) => this.#saved = (this.#saved ?? most) - made,
    };
  }
}
