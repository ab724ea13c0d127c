import { statusIdOf } from "../post/status_id.ts";
import { ask, FAILS, type TimelineReader } from "./timeline_pages.ts";

/** The most ids that Mastodon takes in one request; it refuses one with more (422). */
export const LOOK_UP_SIZE = 20;

/** What a server answers even if it fails at what it is asked for. */
const SMALL = "/api/v1/instance";
/** A server that fails at many statuses at once, without refusing them, is asked for many again so much later. */
const IN_BULK_AGAIN_MS = 15 * 60_000;

/** Looks up statuses by their ids: many at once where the server can (Mastodon from 4.3 on), else one by one. */
export class StatusLookUp {
  readonly #reader: Omit<TimelineReader, "stream">;
  /** Ms since 1970. */
  #inBulkFrom = 0;

  constructor(reader: Omit<TimelineReader, "stream">) {
    this.#reader = reader;
  }

  /** Whether the server gives many at once, as far as is known. */
  get inBulk(): boolean {
    return Date.now() >= this.#inBulkFrom;
  }

  /** How many requests so many ids take. */
  requests(ids: number): number {
    return this.inBulk ? Math.ceil(ids / LOOK_UP_SIZE) : ids;
  }

  /**
   * What the server has of these statuses, at most {@linkcode LOOK_UP_SIZE}: the status, null where it has none, nothing
   * where its answer does not say.
   */
  async find(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    if (this.inBulk) {
      const query = ids.map((id) => `id[]=${encodeURIComponent(id)}`).join("&");
      const { status, body } = await ask(this.#reader, `/api/v1/statuses?${query}`, SMALL);
      if (Array.isArray(body)) {
        const found = new Map<string, unknown>(body.map((each) => [statusIdOf(each) ?? "", each]));
        return new Map(ids.map((id) => [id, found.get(id) ?? null]));
      }
      this.#inBulkFrom = status === FAILS ? Date.now() + IN_BULK_AGAIN_MS : Infinity;
    }
    const found = new Map<string, unknown>();
    for (const id of ids) {
      const { status, body } = await ask(
        this.#reader,
        `/api/v1/statuses/${encodeURIComponent(id)}`,
        SMALL,
      );
      if (status === 200) found.set(id, body);
      else if (status === 404 || status === 410) found.set(id, null);
    }
    return found;
  }
}
