import { parseStatus } from "../post/parse_status.ts";
import { statusIdOf } from "../post/status_id.ts";
import { PageFails, readPage, type TimelineReader, TimelineRefused } from "./timeline_pages.ts";

/** A post that the stream brought: where a walk through the timeline can begin. */
export interface Anchor {
  /** As the server gave it. */
  readonly id: string;
  /** When the server made it, by its own clock; ms since 1970. */
  readonly createdAt: number;
}

/** What is to be read again. */
export interface Gap {
  /** Posts to begin at, the best one first: a little before the gap. Empty where none is known. */
  readonly anchors: readonly Anchor[];
  /** An earlier walk got as far as this post. */
  readonly cursor?: string | undefined;
  /**
   * What was made after this time (the server's clock, ms since 1970) need not be read. It may move: the walk reads what was
   * missed until the time that the last call has returned.
   */
  readonly until: () => number;
  /** When the gap began, by the server's clock. */
  readonly since: number;
  /** So long before that the walk begins, ms: ids need not be in the order of time. */
  readonly marginMs?: number;
  /** Whether the stream has brought this post since it is back. */
  readonly isKnown: (id: string) => boolean;
}

/** A page of a walk. */
export interface WalkedPage {
  readonly statuses: readonly unknown[];
  /** A later walk can go on here; undefined where it must begin anew. */
  readonly cursor: string | undefined;
  /**
   * What was read so far: `forward` up to this time, `backward` down to it; the server's clock, ms since 1970; NaN where
   * no page says.
   */
  readonly direction: "forward" | "backward";
  readonly reached: number;
}

/** How many anchors are tried: a server that does not know one may know an earlier one. */
const ANCHORS_MAX = 3;
const MARGIN_MS = 60_000;
/** Where no anchor lies so far back, a forward walk first reads at most so many pages below the one that it has. */
const PAGES_BELOW_MAX = 5;
const EMPTY = "its timeline shows no posts at all, as one that is switched off does";
const SHORT = "its timeline does not reach back so far";

/** The timeline ends, going back, before the gap begins: a server may list the last few hundred posts only. */
export class TimelineEnds extends Error {
  override readonly name = "TimelineEnds";
  /** Down to this time it was read; the server's clock, ms since 1970. */
  readonly reached: number;

  constructor(reached: number) {
    super(SHORT);
    this.reached = reached;
  }
}

/**
 * Reads the posts of a gap page by page: forward from an anchor by `min_id`, which Mastodon and most others know; where
 * that brings nothing new, or is not understood, backward from the newest by `max_id`. Ids are never compared or made up.
 *
 * @throws {TimelineRefused} if the server refuses the timeline, or shows no post although the stream has brought some: a
 * feed that is switched off answers with an empty list
 * @throws {TimelineEnds} if it was read to its end, and that lies in the gap
 */
export async function* walkGap(reader: TimelineReader, gap: Gap): AsyncGenerator<WalkedPage, void> {
  const read = new Set<string>();
  const starts = gap.cursor === undefined ? gap.anchors : [{ id: gap.cursor }, ...gap.anchors];
  for (const { id } of starts.slice(0, ANCHORS_MAX)) {
    try {
      if (yield* walkForward(reader, gap, { start: id, read })) return;
    } catch (error) {
      // Backward it may not come to that page, or ask for it in another way.
      if (!(error instanceof PageFails)) throw error;
      break;
    }
  }
  yield* walkBackward(reader, gap, read);
  if (read.size === 0 && gap.anchors.length > 0) throw new TimelineRefused(EMPTY);
}

/** Whether it came to the end of the gap; if not, `min_id` does not serve with this start. */
async function* walkForward(
  reader: TimelineReader,
  gap: Gap,
  { start, read }: { readonly start: string; readonly read: Set<string> },
): AsyncGenerator<WalkedPage, boolean> {
  let cursor = start;
  for (let pages = 0;; pages++) {
    const until = gap.until();
    const statuses = await readPage(reader, { minId: cursor });
    const ids = idsOf(statuses);
    const [newest] = ids;
    // An empty page is the end, or what a server answers to an id that it does not know.
    if (newest === undefined) {
      if (pages > 0) return true;
      if (!await isAtEnd(reader, { start, gap })) return false;
      yield* walkBelow(reader, gap, { start, read });
      return true;
    }
    // A server that takes min_id for since_id gives its newest page, with the rest of the gap below it.
    const oldest = ids.at(-1) ?? newest;
    const follows = pages > 0 || await beginsAt(reader, { start, oldest, gap });
    if (pages === 0 && follows) yield* walkBelow(reader, gap, { start, read });
    const isNew = addAll(read, ids);
    const reached = middleOf(statuses);
    yield { statuses, cursor: follows ? newest : undefined, direction: "forward", reached };
    if (!isNew || !follows) return false;
    if (isBehind(gap, { statuses, until })) return true;
    cursor = newest;
  }
}

/**
 * Reads what lies below the anchor, down to the margin before the gap: a post of another server that came late has an id
 * made of its time, and may lie below all that the stream has brought.
 */
async function* walkBelow(
  reader: TimelineReader,
  gap: Gap,
  { start, read }: { readonly start: string; readonly read: Set<string> },
): AsyncGenerator<WalkedPage, void> {
  const anchor = gap.anchors.find(({ id }) => id === start);
  let reached = anchor?.createdAt ?? -Infinity;
  let below = start;
  const { since, marginMs = MARGIN_MS } = gap;
  for (let pages = 0; pages < PAGES_BELOW_MAX && reached > since - marginMs; pages++) {
    const statuses = await readPage(reader, { maxId: below });
    const ids = idsOf(statuses);
    const last = ids.at(-1);
    if (last === undefined || !addAll(read, ids)) return;
    yield { statuses, cursor: undefined, direction: "forward", reached: NaN };
    reached = middleOf(statuses);
    below = last;
  }
}

/** Whether the newest post is the start, or older than the gap: then a forward walk rightly finds nothing. */
async function isAtEnd(
  reader: TimelineReader,
  { start, gap }: { readonly start: string; readonly gap: Gap },
): Promise<boolean> {
  const page = await readPage(reader, undefined);
  return page.length > 0 && (idsOf(page)[0] === start || !(newestOf(page) > gap.since));
}

/** Whether the first page of a forward walk begins right after its start: nothing of the gap lies below it. */
async function beginsAt(
  reader: TimelineReader,
  { start, oldest, gap }: { readonly start: string; readonly oldest: string; readonly gap: Gap },
): Promise<boolean> {
  const below = await readPage(reader, { maxId: oldest });
  const [first] = idsOf(below);
  if (first === start) return true;
  // A server that lists the last posts only shows nothing below either, and so does one that has dropped this page meanwhile.
  if (first === undefined) return false;
  // The start may be deleted. What is older than it is not of the gap.
  const anchor = gap.anchors.find(({ id }) => id === start);
  return !(newestOf(below.slice(0, 1)) >= Math.min(anchor?.createdAt ?? Infinity, gap.since));
}

async function* walkBackward(
  reader: TimelineReader,
  gap: Gap,
  read: Set<string>,
): AsyncGenerator<WalkedPage, void> {
  const walked = new Set<string>();
  let cursor: string | undefined;
  /** The time of the lowest post that was read. */
  let lowest = Infinity;
  // The newest posts come first, so what is missed later needs a walk of its own.
  gap.until();
  for (;;) {
    const statuses = await readPage(reader, cursor === undefined ? undefined : { maxId: cursor });
    const ids = idsOf(statuses);
    const last = ids.at(-1);
    if (last === undefined || !addAll(walked, ids)) {
      // The list may be cut, or its first post is of the gap: that cannot be told apart.
      if (walked.size > 0 && !(lowest <= gap.since)) throw new TimelineEnds(lowest);
      return;
    }
    addAll(read, ids);
    lowest = newestOf(statuses.slice(-1));
    const reached = middleOf(statuses);
    yield { statuses, cursor: undefined, direction: "backward", reached };
    if (reached < gap.since - (gap.marginMs ?? MARGIN_MS)) return;
    cursor = last;
  }
}

/** Whether a page lies behind the gap: the stream has brought all of it, or it is of a later time. */
function isBehind(
  gap: Gap,
  { statuses, until }: { readonly statuses: readonly unknown[]; readonly until: number },
): boolean {
  return statuses.every((status) => {
    const id = statusIdOf(status);
    return id === undefined || gap.isKnown(id) || timeOf(status) > until;
  });
}

function addAll(set: Set<string>, ids: readonly string[]): boolean {
  const before = set.size;
  for (const id of ids) set.add(id);
  return set.size > before;
}

function idsOf(statuses: readonly unknown[]): readonly string[] {
  return statuses.flatMap((status) => statusIdOf(status) ?? []);
}

/** The latest time of these posts, ms since 1970; NaN where none has one. */
function newestOf(statuses: readonly unknown[]): number {
  const times = statuses.map(timeOf).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? NaN : Math.max(...times);
}

/** The median: a single post may have any time. */
function middleOf(statuses: readonly unknown[]): number {
  const times = statuses.map(timeOf).filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
  return times[times.length >> 1] ?? NaN;
}

/** When a status was made, by its own words; ms since 1970, NaN where it is none. */
export function timeOf(value: unknown): number {
  const parsed = parseStatus(value);
  return parsed.type === "status" ? Date.parse(parsed.status.createdAt) : NaN;
}
