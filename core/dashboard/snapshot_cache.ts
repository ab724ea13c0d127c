import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** An encoded snapshot. */
export interface CachedSnapshot {
  readonly gzip: Uint8Array;
  readonly plain: Uint8Array;
}

const SNAPSHOTS_MAX = 32;

/** Keeps each snapshot for a while, so that requests at about the same time share one. */
export class SnapshotCache {
  readonly #entries = new Map<
    string,
    { until: number; readonly made: Promise<CachedSnapshot> }
  >();

  /** Whether there is a snapshot at `key` that is not too old. */
  has(key: string, now: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > now;
  }

  /** How many snapshots are kept that were not too old at `now`. */
  count(now: number): number {
    return this.#entries.values().filter(({ until }) => until > now).toArray().length;
  }

  /**
   * The snapshot at `key`, made again once it is older than `keepMs`; `now` in ms on a monotonic clock. A function tells how
   * long it is kept from what it took to make, ms.
   */
  get(
    key: string,
    { now, keepMs }: { now: number; keepMs: number | ((tookMs: number) => number) },
    make: () => Promise<unknown>,
  ): Promise<CachedSnapshot> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.until > now) return entry.made;
    const made = make().then(encode);
    made.catch(() => this.#entries.delete(key));
    this.#entries.delete(key);
    const fresh = { until: typeof keepMs === "number" ? now + keepMs : Infinity, made };
    this.#entries.set(key, fresh);
    if (typeof keepMs === "function") {
      const began = performance.now();
      made.then(() => {
        const took = performance.now() - began;
        fresh.until = now + took + keepMs(took);
      }, () => {});
    }
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > SNAPSHOTS_MAX && oldest !== undefined) this.#entries.delete(oldest);
    return made;
  }
}

async function encode(snapshot: unknown): Promise<CachedSnapshot> {
  const plain = new TextEncoder().encode(JSON.stringify(snapshot));
  return { plain, gzip: new Uint8Array(await promisify(gzip)(plain, { level: 5 })) };
}
