import { statusIdOf } from "../post/status_id.ts";
import { ask, type TimelineReader } from "./timeline_pages.ts";

/** The most ids that Mastodon takes in one request. */
export const LOOK_UP_SIZE = 40;

/** Looks up statuses by their ids: many at once where the server can (Mastodon from 4.3 on), else one by one. */
export class StatusLookUp {
  readonly #reader: Omit<TimelineReader, "stream">;
  #inBulk = true;

  constructor(reader: Omit<TimelineReader, "stream">) {
    this.#reader = reader;
  }

  /** Whether the server gives many at once, as far as is known. */
  get inBulk(): boolean {
    return this.#inBulk;
  }

  /** How many requests so many ids take. */
  requests(ids: number): number {
    return this.#inBulk ? Math.ceil(ids / LOOK_UP_SIZE) : ids;
  }

  /**
   * What the server has of these statuses, at most {@linkcode LOOK_UP_SIZE}: the status, null where it has none, nothing
   * where its answer does not say.
   */
  async find(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    if (this.#inBulk) {
      const query = ids.map((id) => `id[]=${encodeURIComponent(id)}`).join("&");
      const { body } = await ask(this.#reader, `/api/v1/statuses?${query}`);
      if (Array.isArray(body)) {
        const found = new Map<string, unknown>(body.map((each) => [statusIdOf(each) ?? "", each]));
        return new Map(ids.map((id) => [id, found.get(id) ?? null]));
      }
      this.#inBulk = false;
    }
    const found = new Map<string, unknown>();
    for (const id of ids) {
      const { status, body } = await ask(
        this.#reader,
        `/api/v1/statuses/${encodeURIComponent(id)}`,
      );
      if (status === 200) found.set(id, body);
      else if (status === 404 || status === 410) found.set(id, null);
    }
    return found;
  }
}
