/** Requests allowed to one address: `burst` at once, `perSecond` in the long run. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

const ADDRESSES_MAX = 10_000;

/** A token bucket for each address. */
export class RequestRate {
  readonly #allowance: Allowance;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Takes a token for a request from `address` at `now` (ms); false if there is none. */
  admits(address: string, now: number): boolean {
    const { burst, perSecond } = this.#allowance;
    const bucket = this.#buckets.get(address) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perSecond / 1_000);
    const admitted = tokens >= 1;
    // Delete and set again: the map's order is then the order of use, and its first entry the oldest.
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: admitted ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > ADDRESSES_MAX) this.#forgetOldest();
    return admitted;
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
