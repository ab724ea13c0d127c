import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { sleep } from "../base/sleep.ts";
import type { TimelineReader } from "../mastodon/timeline_pages.ts";
import { TimelineRefused } from "../mastodon/timeline_pages.ts";
import { TimelineEnds, timeOf, type WalkedPage, walkGap } from "../mastodon/walk_gap.ts";
import { statusIdOf } from "../post/status_id.ts";
import type { Level } from "../supervision/protocol.ts";
import type { OpenGap } from "./position_file.ts";
import type { RecentPosts } from "./recent_posts.ts";
import type { GapEnd, StreamProgress } from "./stream_progress.ts";

export interface BackfillOptions {
  readonly reader: TimelineReader;
  readonly progress: StreamProgress;
  /** Decides about a post and pushes what is kept. Returns what `push` returned. */
  readonly write: (status: unknown) => Promise<void> | undefined;
  /** A post that is not among these is recovered. */
  readonly recent: Pick<RecentPosts, "has" | "since">;
  /** Called once a gap is closed. */
  readonly closed: (gap: { from: number; to: number; complete: boolean }) => void;
  readonly log: (level: Level, text: string) => void;
  /** How long one gap may be read, ms; the rest is then given up. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30 * 60_000;
/** A post may be listed so much later than it was made. */
const LATE_MS = 60_000;
/** Of a longer gap, posts that a second walk reads again may count twice. */
const COUNTED_MAX = 200_000;

/**
 * Reads by REST what a stream has missed, while its live posts flow on. One gap is open at a time: a new interruption makes
 * it longer.
 *
 *     connected ──gap──▶ walk the timeline ──▶ filled | given up (incomplete)
 */
export class Backfill {
  readonly #options: BackfillOptions;
  /** The posts of the open gap that count as recovered: a walk that begins anew reads them again. */
  readonly #counted = new Set<string>();
  #woken = Promise.withResolvers<void>();

  constructor(options: BackfillOptions) {
    this.#options = options;
  }

  /** There may be a gap now. */
  wake(): void {
    this.#woken.resolve();
  }

  /** Fills gaps until the reader's signal. */
  async run(): Promise<void> {
    const { reader: { signal }, progress } = this.#options;
    // A gap of an earlier start lasts until the stream is open again.
    await orAborted(this.#woken.promise, signal).catch(() => {});
    while (!signal.aborted) {
      const { gap } = progress;
      if (gap === undefined) {
        await orAborted(this.#woken.promise, signal).catch(() => {});
        this.#woken = Promise.withResolvers();
        continue;
      }
      // The live stream covers what comes after the gap. Until then REST cannot have all of it.
      await sleep(Math.max(0, gap.to - Date.now()), signal);
      if (!signal.aborted) await this.#fill(gap);
    }
  }

  async #fill(gap: OpenGap): Promise<void> {
    const { progress, reader, log } = this.#options;
    const { signal } = reader;
    log("info", `Reading again by REST what was missed ${stretchWords(gap)}`);
    let end: GapEnd;
    try {
      end = await this.#walk(gap);
    } catch (error) {
      if (signal.aborted) return;
      const why = error instanceof TimelineRefused ? error.message : messageOf(error);
      const { to } = progress.gap ?? gap;
      const filledFrom = error instanceof TimelineEnds
        ? error.reached + progress.lag + LATE_MS
        : Infinity;
      end = { filledTo: -Infinity, filledFrom, to, why };
    }
    const { posts, from } = progress.gap ?? gap;
    await orAborted(progress.filled(end) ?? Promise.resolve(), signal).catch(() => {});
    this.#counted.clear();
    this.#options.closed({ from, to: end.to, complete: end.why === "" });
    if (end.why === "") log("info", `What was missed is read: ${posts} posts recovered`);
    else {
      log(
        "warning",
        `What was missed ${stretchWords({ from, to: end.to })} stays incomplete: ${end.why}. ` +
          `${posts} posts of it were recovered; masto.stream_gaps has the entry`,
      );
    }
  }

  async #walk(gap: OpenGap): Promise<GapEnd> {
    const { progress, reader, patienceMs = PATIENCE_MS } = this.#options;
    const anchors = progress.anchors(gap);
    const { lag } = progress;
    let { to } = gap;
    const giveUpAt = Date.now() + patienceMs;
    const pages = walkGap(reader, {
      anchors,
      cursor: gap.cursor,
      since: gap.from - lag,
      marginMs: progress.marginOf(gap),
      until: () => {
        to = (progress.gap ?? gap).to;
        return to - lag + LATE_MS;
      },
      isKnown: (id) => progress.isKnown(id),
    });
    for await (const page of pages) {
      await this.#writePage(page, gap.from - lag);
      if (Date.now() < giveUpAt) continue;
      const minutes = Math.round(patienceMs / 60_000);
      const why = `it is too long to be read within ${minutes} minutes and the server's rate limit`;
      const end = { filledTo: -Infinity, filledFrom: Infinity, to, why };
      if (Number.isNaN(page.reached)) return end;
      const reached = page.reached + lag;
      return page.direction === "forward"
        ? { ...end, filledTo: reached - LATE_MS }
        : { ...end, filledFrom: reached + LATE_MS };
    }
    return { filledTo: Infinity, filledFrom: Infinity, to, why: "" };
  }

  /** `since`: when the gap began, by the server's clock, ms since 1970. */
  async #writePage({ statuses, cursor }: WalkedPage, since: number): Promise<void> {
    const { progress, write, recent, reader: { signal } } = this.#options;
    // Of what was made before the gap, only this tells what is new from what a walk reads on its way.
    const knowsAll = recent.since < since - LATE_MS;
    let recovered = 0;
    // The oldest first, as the stream would have brought them.
    for (const status of statuses.toReversed()) {
      const id = statusIdOf(status);
      if (id !== undefined && progress.isKnown(id)) continue;
      const isNew = id !== undefined && !recent.has(id) && !this.#counted.has(id) &&
        (knowsAll || timeOf(status) >= since);
      const room = write(status);
      // Consent and filters keep some out.
      if (isNew && recent.has(id)) {
        recovered++;
        if (this.#counted.size < COUNTED_MAX) this.#counted.add(id);
      }
      if (room !== undefined) await orAborted(room, signal);
    }
    progress.filling(cursor, recovered);
  }
}

function stretchWords({ from, to }: { readonly from: number; readonly to: number }): string {
  const iso = (time: number) => new Date(time).toISOString();
  return `from ${iso(from)} to ${iso(to)} (${Math.round((to - from) / 1_000)} s)`;
}
