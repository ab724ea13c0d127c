import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** A snapshot ready to be sent. */
export interface CachedSnapshot {
  readonly gzip: Uint8Array;
  readonly plain: Uint8Array;
}

const COUNT_MAX = 32;

/** Builds each snapshot once for everyone who asks for it within its time. */
export class SnapshotCache {
  readonly #entries = new Map<
    string,
    { readonly until: number; readonly made: Promise<CachedSnapshot> }
  >();

  /** The snapshot at `key`, made anew once `keepMs` have passed; `now` in ms on a monotonic clock. */
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
    if (this.#entries.size > COUNT_MAX && oldest !== undefined) this.#entries.delete(oldest);
    return made;
  }
}

async function encode(snapshot: unknown): Promise<CachedSnapshot> {
  const plain = new TextEncoder().encode(JSON.stringify(snapshot));
  return { plain, gzip: new Uint8Array(await promisify(gzip)(plain, { level: 5 })) };
}
