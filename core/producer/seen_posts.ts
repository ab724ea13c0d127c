import type { SeenPost } from "./position_file.ts";

/** One post in so much time is kept: the one in the middle, by its time, of the first few. */
const SLOT_MS = 5_000;
const SLOT_POSTS = 9;
const KEPT = 64;
/** Reading again begins no more than so many posts before a gap, or a busy server's rate limit would go into what is known. */
const MARGIN_POSTS = 800;

/** Some of the last posts of a stream: where reading by REST can begin after a gap. */
export class SeenPosts {
  #kept: SeenPost[];
  #slot: SeenPost[] = [];
  #slotEnds = -Infinity;
  #count: number;

  constructor(kept: readonly SeenPost[] = []) {
    this.#kept = [...kept];
    this.#count = (kept.at(-1)?.count ?? 0) + 1;
  }

  /** Notes a post that the stream brought. Times are ms since 1970; `createdAt` is by the server's clock. */
  add(id: string, createdAt: number, at: number): void {
    const count = this.#count++;
    if (at >= this.#slotEnds) {
      this.#close();
      this.#slotEnds = at + SLOT_MS;
    }
    if (this.#slot.length < SLOT_POSTS) this.#slot.push({ id, createdAt, at, count });
  }

  /** All that are kept, the oldest first. */
  list(): readonly SeenPost[] {
    return [...this.#kept, ...middleOf(this.#slot)];
  }

  /** How far the server's clock, and the way from it, is behind ours in ms: that of most posts. */
  lag(): number {
    const lags = this.list().map(({ at, createdAt }) => at - createdAt).sort((a, b) => a - b);
    return lags[lags.length >> 1] ?? 0;
  }

  /** Where to begin after a gap that starts at `from`, so long before it: the best post first. */
  before(from: number, marginMs: number): readonly SeenPost[] {
    const newestFirst = this.list().toReversed().filter(({ at }) => at <= from);
    const [newest] = newestFirst;
    if (newest === undefined) return [];
    const first = newestFirst.findIndex(({ at, count }) =>
      at <= from - marginMs || count <= newest.count - MARGIN_POSTS
    );
    return first < 0 ? newestFirst.slice(-1) : newestFirst.slice(first);
  }

  #close(): void {
    this.#kept.push(...middleOf(this.#slot));
    this.#slot = [];
    if (this.#kept.length > KEPT) this.#kept.splice(0, this.#kept.length - KEPT);
  }
}

/** A post of another server may come late, with an id that lies far back, or have a time in the future. */
function middleOf(slot: readonly SeenPost[]): readonly SeenPost[] {
  const middle = slot.toSorted((a, b) => a.createdAt - b.createdAt)[slot.length >> 1];
  return middle === undefined ? [] : [middle];
}
