import type { TimelineReader } from "../mastodon/timeline_pages.ts";
import { TimelineEnds, type WalkedPage, walkGap } from "../mastodon/walk_gap.ts";
import { parseStatus } from "../post/parse_status.ts";
import type { HeardEvents } from "./heard_events.ts";

/** A stretch of a timeline to compare; ms since 1970, by our clock. */
export interface ComparedStretch {
  /** Posts of this time and later are compared, … */
  readonly from: number;
  readonly to: number;
  /** … and, since posts may be listed later than they were made, earlier ones too, but none before this time. */
  readonly floor: number;
  /** How far the server's clock is behind ours, ms. */
  readonly lag: number;
  /** Called before each page but the first one; false: enough. */
  readonly goesOn: (pages: number) => boolean;
}

/** A status that REST shows otherwise than the stream has brought it. */
export interface Difference {
  readonly status: unknown;
  /** When it was made, or edited; ms since 1970, by our clock. */
  readonly at: number;
  /** The version that REST shows, as {@linkcode HeardEvents} has it. */
  readonly version: number;
}

/** What a timeline shows, compared with what the stream has brought. */
export interface TimelineComparison {
  /** Ids of all posts that it lists. */
  readonly listed: ReadonlySet<string>;
  /** By id: posts of which nothing was brought, and posts whose newest edit was not. */
  readonly unheard: ReadonlyMap<string, Difference>;
  readonly edited: ReadonlyMap<string, Difference>;
  /** Back to when it was read; the stretch's `from` where all of it was. */
  readonly reached: number;
  readonly pages: number;
}

/** An earlier post may be listed now: a walk goes so far beyond the stretch. */
const LISTED_LATE_MS = 60_000;
/** A server may list some last posts only, but no fewer than these. */
const CUT_FROM = 40;

/**
 * Reads the newest part of a timeline, the newest posts first, and compares it with what the stream has brought until now.
 * What differs may still be on its way.
 *
 * @throws {import("../mastodon/timeline_pages.ts").TimelineRefused} if the server refuses the timeline
 */
export async function compareTimeline(
  reader: TimelineReader,
  heard: HeardEvents,
  { from, to, floor, lag, goesOn }: ComparedStretch,
): Promise<TimelineComparison> {
  const listed = new Set<string>();
  const unheard = new Map<string, Difference>();
  const edited = new Map<string, Difference>();
  const since = Math.max(floor, from - LISTED_LATE_MS);
  let reached = to;
  let pages = 0;
  let isCut = false;
  // Without a post to begin at, a walk goes backward from the newest, and a minute beyond its begin.
  const walk = walkGap(reader, {
    anchors: [],
    since: from - lag,
    until: () => to - lag,
    isKnown: () => false,
  });
  for await (const { statuses, reached: upTo } of untilItEnds(walk)) {
    pages++;
    if (!Number.isNaN(upTo)) reached = Math.min(reached, upTo + lag);
    for (const status of statuses) {
      const parsed = parseStatus(status);
      if (parsed.type === "broken") continue;
      const { id, createdAt, editedAt } = parsed.status;
      listed.add(id);
      const at = Date.parse(createdAt) + lag;
      const version = editedAt === null ? 0 : Date.parse(editedAt);
      const known = heard.version(id);
      if (known === undefined) {
        if (at > since && at <= to) unheard.set(id, { status, at, version });
      } else if (version > known) edited.set(id, { status, at: version + lag, version });
    }
    isCut = reached > from && !goesOn(pages);
    if (isCut) break;
  }
  // A short timeline has no more; a long one that ends in the stretch is cut by the server.
  isCut ||= reached > from && listed.size >= CUT_FROM;
  return { listed, unheard, edited, reached: isCut ? reached : from, pages };
}

async function* untilItEnds(walk: AsyncIterable<WalkedPage>): AsyncGenerator<WalkedPage, void> {
  try {
    yield* walk;
  } catch (error) {
    if (!(error instanceof TimelineEnds)) throw error;
  }
}
