import { compareIds, type Post } from "./post.ts";

/** Query for a page of a timeline. */
export interface Page {
  /** 1 to 40. */
  readonly limit: number;
  readonly maxId?: string;
  readonly sinceId?: string;
  readonly minId?: string;
  /** Filter. */
  readonly only?: (post: Post) => boolean;
}

/** The newest `capacity` posts of a server, sorted by id. */
export class Timeline {
  readonly #sorted: Post[] = [];
  readonly #byId = new Map<string, Post>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(id: string): Post | undefined {
    return this.#byId.get(id);
  }

  /** Inserts a post by its id; a late post goes below newer ones. */
  add(post: Post): void {
    this.#byId.set(post.id, post);
    this.#sorted.splice(this.#firstAfter(post.id), 0, post);
    if (this.#sorted.length < this.#capacity * 1.1) return;
    for (const old of this.#sorted.splice(0, this.#sorted.length - this.#capacity)) {
      this.#byId.delete(old.id);
    }
  }

  /**
   * Newest first. `minId` gives the page immediately after it, for paging forward; an unknown `minId` always gives an empty
   * page. `sinceId` gives the newest page, limited to posts after it.
   */
  page({ limit, maxId, sinceId, minId, only = () => true }: Page): Post[] {
    const shown = (post: Post | undefined): post is Post =>
      post !== undefined && !post.deleted && only(post);
    const found: Post[] = [];
    if (minId !== undefined) {
      if (!this.#byId.has(minId)) return [];
      const end = maxId === undefined ? this.#sorted.length : this.#firstAtLeast(maxId);
      for (let i = this.#firstAfter(minId); i < end && found.length < limit; i++) {
        const post = this.#sorted[i];
        if (shown(post)) found.unshift(post);
      }
      return found;
    }
    const start = sinceId === undefined ? 0 : this.#firstAfter(sinceId);
    const end = maxId === undefined ? this.#sorted.length : this.#firstAtLeast(maxId);
    for (let i = end - 1; i >= start && found.length < limit; i--) {
      const post = this.#sorted[i];
      if (shown(post)) found.push(post);
    }
    return found;
  }

  #firstAfter(id: string): number {
    return this.#search((other) => compareIds(other, id) > 0);
  }

  #firstAtLeast(id: string): number {
    return this.#search((other) => compareIds(other, id) >= 0);
  }

  #search(beyond: (id: string) => boolean): number {
    // Nearly every post is the newest: check the end first.
    const last = this.#sorted.at(-1);
    if (last === undefined || !beyond(last.id)) return this.#sorted.length;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const post = this.#sorted[middle];
      if (post !== undefined && beyond(post.id)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
