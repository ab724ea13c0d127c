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
    { readonly until: number; readonly made: Promise<CachedSnapshot> }
  >();

  /** The snapshot at `key`, made again once it is older than `keepMs`; `now` in ms on a monotonic clock. */
  get(
    key: string,
    { now, keepMs }: { now: number; keepMs: number },
    make: () => Promise<unknown>,
  ): Promise<CachedSnapshot> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.until > now) return entry.made;
    const made = make().then(encode);
    made.catch(() => this.#entries.delete(key));
    this.#entries.delete(key);
    this.#entries.set(key, { until: now + keepMs, made });
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > SNAPSHOTS_MAX && oldest !== undefined) this.#entries.delete(oldest);
    return made;
  }
}

async function encode(snapshot: unknown): Promise<CachedSnapshot> {
  const plain = new TextEncoder().encode(JSON.stringify(snapshot));
  return { plain, gzip: new Uint8Array(await promisify(gzip)(plain, { level: 5 })) };
}
