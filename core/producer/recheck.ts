import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { sleep } from "../base/sleep.ts";
import { LOOK_UP_SIZE, StatusLookUp } from "../mastodon/look_up_statuses.ts";
import type { TimelineReader } from "../mastodon/timeline_pages.ts";
import { parseStatus } from "../post/parse_status.ts";
import type { Level } from "../supervision/protocol.ts";
import type { RecentPost, RecentPosts } from "./recent_posts.ts";

export interface RecheckOptions {
  readonly reader: Omit<TimelineReader, "stream">;
  readonly recent: RecentPosts;
  /** Only posts that were written since then are looked up (`RECHECK_HOURS`), ms; 0: none. */
  readonly maxAgeMs: number;
  /** Writes a newer version of a post. */
  readonly write: (status: unknown) => Promise<void> | undefined;
  /** Writes that a post is gone. */
  readonly takeBack: (id: string) => Promise<void> | undefined;
  /** So many posts wait to be looked up after this gap: nothing certain is known of them until then. */
  readonly waiting: (gap: RecheckedGap, posts: number) => void;
  /** `isFirst`: what waited after this gap, and after all gaps that ended before it, waits no longer. */
  readonly done: (gap: RecheckedGap, found: Rechecked, isFirst: boolean) => void;
  readonly log: (level: Level, text: string) => void;
  /** How long a post must be gone before it is taken back, and how late the stream may bring one of the gap, ms. */
  readonly confirmMs?: number;
  /** Pause between two rounds of look-ups, ms. */
  readonly roundMs?: number;
}

/** A gap whose posts were read, or given up. */
export interface RecheckedGap {
  /** As `MASTODON_STREAM` writes it. */
  readonly stream: string;
  /** Ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
  /** How far the server's clock is behind ours, ms. */
  readonly lag: number;
}

/** What looking posts up again has found. */
export interface Rechecked {
  readonly rechecked: number;
  /** Posts of which nothing certain is known: not looked up, or missing without a proof that they were deleted. */
  readonly unverified: number;
  /** Posts that were told as unverified after an earlier round, and are looked up now. */
  readonly verified?: number;
}

/** What the server said of posts. */
export interface Looked {
  /** Posts that it was asked for, and of these: those of which it said nothing. */
  readonly looked: number;
  readonly unsaid: number;
  readonly missing: readonly RecentPost[];
  /** One or two that it has. */
  readonly known: readonly string[];
  readonly requests: number;
}

/** Which posts were deleted. */
export interface TakenBack {
  /** Number of missing posts that were proven to be deleted. */
  readonly proven: number;
  /** Those of them whose delete the stream has not brought meanwhile. */
  readonly takenBack: readonly RecentPost[];
}

/** A server may lose a post for a moment; one that stays gone so long was deleted. */
const CONFIRM_MS = 60_000;
/** Servers vacuum their copies of others' posts in silence: then many are missing that nobody has deleted. … */
const MISSING_SHARE_MAX = 0.2;
/** … With fewer look-ups the share says nothing. */
const LOOK_UPS_MIN = 50;
/** Share of the server's limit of requests that one round may use. Audits use another part, and the next gap needs some too. */
const ROUND_SHARE = 1 / 3;
/** Most requests of a round: what it leaves is told as unverified, which must not take minutes. */
const ROUND_MAX = 100;
/** Requests that Mastodon allows in so many ms, which is taken for the limit of a server that names none. */
const LIMIT = 300;
const LIMIT_MS = 5 * 60_000;
/** Rounds after one gap: an hour later it is the audits' turn, and the next gap's. */
const ROUNDS_MAX = 12;

/**
 * Looks up, after a gap, the posts that were written before its end, the newest first: edits and deletes that the stream
 * would have brought are not in the timeline. What one round of requests is too short for is looked up in later ones, unless
 * there is another gap by then. What cannot be told is counted, never guessed.
 */
export class Recheck {
  readonly #options: RecheckOptions;
  readonly #lookUp: StatusLookUp;
  #gaps: RecheckedGap[] = [];
  #woken = Promise.withResolvers<void>();

  constructor(options: RecheckOptions) {
    this.#options = options;
    this.#lookUp = new StatusLookUp(options.reader);
  }

  /** Looks posts up after this gap; gaps that wait are done together. */
  after(gap: RecheckedGap): void {
    const { maxAgeMs, waiting } = this.#options;
    if (maxAgeMs <= 0) return;
    waiting(gap, this.#before(gap).length);
    this.#gaps.push(gap);
    this.#woken.resolve();
  }

  /** The posts that were written before the end of a gap. */
  #before({ to }: RecheckedGap): readonly RecentPost[] {
    const { recent, maxAgeMs } = this.#options;
    return recent.between(Date.now() - maxAgeMs, to);
  }

  /** Works until the reader's signal. */
  async run(): Promise<void> {
    const { reader: { signal }, done, log } = this.#options;
    while (!signal.aborted) {
      const gap = this.#gaps.toSorted((a, b) => a.to - b.to).at(-1);
      if (gap === undefined) {
        await orAborted(this.#woken.promise, signal).catch(() => {});
        continue;
      }
      this.#gaps = [];
      this.#woken = Promise.withResolvers();
      try {
        const before = this.#before(gap);
        this.#options.recent.hold(before);
        const found = await this.#check(before, before.length);
        const rest = before.slice(found.looked);
        done(gap, withUnseen(found, rest.length), true);
        await this.#checkLate(gap);
        await this.#checkRest(gap, rest);
      } catch (error) {
        if (signal.aborted) return;
        log("warning", `Cannot look up posts again after a gap: ${messageOf(error)}`);
      }
    }
  }

  /**
   * Looks up what the stream has brought after a gap although it was made before its end: a burst's delete overtakes its
   * post, so it may have been lost in the gap. If there is another gap by then, these posts are looked up after that.
   */
  async #checkLate(gap: RecheckedGap): Promise<void> {
    const { recent, done, reader: { signal }, confirmMs = CONFIRM_MS } = this.#options;
    await orAborted(Promise.race([sleep(confirmMs, signal), this.#woken.promise]), signal);
    if (this.#gaps.length > 0) return;
    const since = recent.between(gap.to, Infinity);
    const isLate = ({ createdAt = Infinity }: RecentPost) => createdAt + gap.lag < gap.to;
    const late = since.filter(isLate);
    if (late.length === 0) return;
    // So few say nothing of what the server has lost, unless others are looked up with them.
    const others = since.filter((post) => !isLate(post)).slice(0, LOOK_UPS_MIN);
    const found = await this.#check([...late, ...others], late.length);
    done(gap, withUnseen(found, Math.max(0, late.length - found.looked)), false);
  }

  /** Looks up what the first round has left, which was told as unverified, in later rounds until there is another gap. */
  async #checkRest(gap: RecheckedGap, posts: readonly RecentPost[]): Promise<void> {
    const { done, reader: { signal }, roundMs = LIMIT_MS } = this.#options;
    let rest = posts;
    for (let round = 1; round < ROUNDS_MAX && rest.length > 0; round++) {
      await orAborted(Promise.race([sleep(roundMs, signal), this.#woken.promise]), signal);
      if (this.#gaps.length > 0) return;
      const { looked, ...found } = await this.#check(rest, rest.length);
      done(gap, { ...found, verified: looked }, false);
      rest = rest.slice(looked);
    }
    this.#options.recent.hold([]);
  }

  /** Looks posts up in one round; the first `counted` of them are those that it is about. */
  async #check(
    all: readonly RecentPost[],
    counted: number,
  ): Promise<Rechecked & { readonly looked: number }> {
    const { log, reader: { budget } } = this.#options;
    const found = await this.look(all, {
      requestsMax: Math.max(
        1,
        Math.min(ROUND_MAX, Math.floor((budget.limit ?? LIMIT) * ROUND_SHARE)),
      ),
      shown: (post, status) => this.#renew(post, status),
    });
    const { looked, unsaid, missing } = found;
    const { proven } = await this.takeBack(missing, found);
    const unverified = unsaid + missing.length - proven;
    if (missing.length > 0) {
      log(
        "info",
        `Looked up ${looked} posts again after a gap: ${proven} were deleted meanwhile, ${unverified} could not be verified`,
      );
    }
    return { looked, rechecked: Math.min(looked - unsaid, counted), unverified };
  }

  /** Whether the server gives many statuses at once, as far as is known. */
  get inBulk(): boolean {
    return this.#lookUp.inBulk;
  }

  /** Looks up posts in their order with at most so many requests, and calls `shown` with each that the server has. */
  async look(
    posts: readonly RecentPost[],
    { requestsMax, shown }: {
      readonly requestsMax: number;
      readonly shown: (post: RecentPost, status: unknown) => Promise<void> | void;
    },
  ): Promise<Looked> {
    const missing: RecentPost[] = [];
    const found: string[] = [];
    let looked = 0;
    let unsaid = 0;
    let requests = 0;
    while (looked < posts.length && requests < requestsMax) {
      const some = posts.slice(looked, looked + LOOK_UP_SIZE);
      looked += some.length;
      requests += this.#lookUp.requests(some.length);
      const statuses = await this.#lookUp.find(some.map(({ id }) => id));
      for (const post of some) {
        const status = statuses.get(post.id);
        if (status === undefined) unsaid++;
        else if (status === null) missing.push(post);
        else {
          found.push(post.id);
          await shown(post, status);
        }
      }
    }
    return { looked, unsaid, missing, known: endsOf(found), requests };
  }

  /**
   * Takes back posts that the server does not have, if that proves that they were deleted: few of those that were looked at
   * are missing, and they are gone a while later too, while a post that is known to exist is found.
   */
  async takeBack(
    missing: readonly RecentPost[],
    { looked, known }: Pick<Looked, "looked" | "known">,
  ): Promise<TakenBack> {
    const isLikely = looked >= LOOK_UPS_MIN && missing.length < looked * MISSING_SHARE_MAX;
    return known.length > 0 && isLikely
      ? await this.#confirm(missing, known)
      : { proven: 0, takenBack: [] };
  }

  /** Writes the version that the server has, if it is another one. */
  async #renew(post: RecentPost, status: unknown): Promise<void> {
    const { write, recent, reader: { signal } } = this.#options;
    const parsed = parseStatus(status);
    if (parsed.type === "broken") return;
    // The stream may have brought an edit or a delete since.
    const now = recent.get(post.id);
    if (now === undefined || parsed.status.editedAt === now.editedAt) return;
    await orAborted(write(status) ?? Promise.resolve(), signal);
  }

  /** Takes back the posts that are still gone a while later, while one that was there before is found. */
  async #confirm(missing: readonly RecentPost[], known: readonly string[]): Promise<TakenBack> {
    const { takeBack, recent, reader: { signal }, confirmMs = CONFIRM_MS } = this.#options;
    const gone: RecentPost[] = [];
    if (missing.length === 0) return { proven: 0, takenBack: gone };
    await sleep(confirmMs, signal);
    signal.throwIfAborted();
    let proven = 0;
    const atOnce = LOOK_UP_SIZE - known.length;
    for (let at = 0; at < missing.length; at += atOnce) {
      const posts = missing.slice(at, at + atOnce);
      const found = await this.#lookUp.find([...known, ...posts.map(({ id }) => id)]);
      if (!known.some((id) => found.get(id))) continue;
      for (const post of posts) {
        if (found.get(post.id) !== null) continue;
        proven++;
        // The stream may have brought its delete since.
        if (recent.get(post.id) === undefined) continue;
        gone.push(post);
        await orAborted(takeBack(post.id) ?? Promise.resolve(), signal);
      }
    }
    return { proven, takenBack: gone };
  }
}

function withUnseen({ rechecked, unverified }: Rechecked, unseen: number): Rechecked {
  return { rechecked, unverified: unverified + unseen };
}

/** The first and the last: one of them may be deleted before it is asked for again. */
export function endsOf(ids: readonly string[]): readonly string[] {
  return ids.length > 1 ? [ids[0]!, ids.at(-1)!] : ids;
}
