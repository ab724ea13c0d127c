import { messageOf } from "../base/errors.ts";
import { OutageLog } from "../base/outage_log.ts";
import type { Level } from "../supervision/protocol.ts";
import type { Outgoing } from "../kafka/outgoing.ts";
import { CoverageLedger, type Stretch } from "./coverage_ledger.ts";
import type { Outbox } from "./outbox.ts";
import type {
  OpenGap,
  PositionFile,
  SeenPost,
  StreamPosition,
  WaitingGap,
} from "./position_file.ts";
import type { Rechecked } from "./recheck.ts";
import { SeenPosts } from "./seen_posts.ts";

export interface StreamProgressOptions {
  readonly instance: string;
  /** As `MASTODON_STREAM` writes it. */
  readonly stream: string;
  /** Topic of the posts. */
  readonly topic: string;
  readonly outbox: Pick<Outbox, "push" | "pushed" | "settled">;
  readonly positions: PositionFile;
  /** False with `PRODUCE_COMPAT=ten-fields`, whose readers know posts only. */
  readonly writesCoverage: boolean;
  readonly log: (level: Level, text: string) => void;
}

/** How reading a gap again ended. */
export interface GapEnd {
  /** Everything before this time was read; the rest is given up. Ms since 1970. */
  readonly filledTo: number;
  /** Everything from this time on was read. */
  readonly filledFrom: number;
  /** The end of the gap that was read; what was missed later stays open. */
  readonly to: number;
  /** Why the rest is given up, in words; empty where nothing is. */
  readonly why: string;
}

/** A gap that was read again, or given up. */
interface EndedGap extends Stretch {
  readonly complete: boolean;
}

/** A position to write once so many records have left memory. */
interface Pending {
  readonly after: number;
  readonly position: StreamPosition;
}

/** Reading a gap again begins so long before it, since posts may be listed later than they were made, … */
const MARGIN_MS = 60_000;
/** … or where an audit has stopped to compare, but no longer before: what the server has lost since then nobody knows yet. */
const MARGIN_MAX_MS = 10 * 60_000;
/** Most posts of a connection that are remembered while a gap is open. */
const KNOWN_MAX = 100_000;

/**
 * How far one stream was read, live and again by REST: sends coverage events behind the posts that they are about, and
 * writes the position down once both are in Kafka or in the spool.
 */
export class StreamProgress {
  readonly #options: StreamProgressOptions;
  readonly #name: string;
  readonly #ledger: CoverageLedger;
  readonly #seen: SeenPosts;
  /** Posts that the connection has brought, while a gap before it is open. */
  readonly #known = new Set<string>();
  #gap: OpenGap | undefined;
  /** Gaps after which posts are still to be looked up, those of earlier starts too. */
  #waiting: readonly WaitingGap[];
  /** Until when the stream was compared with REST. */
  #comparedTo: number | undefined;
  #pending: Pending | undefined;
  /** The newest position, while an earlier one is pending. */
  #newest: Pending | undefined;
  #writing = false;
  readonly #outageLog: OutageLog;

  constructor(options: StreamProgressOptions) {
    this.#options = options;
    this.#outageLog = new OutageLog(options.log, { repeatMs: Infinity });
    const { instance, stream, topic, positions } = options;
    this.#name = `${instance}/${stream}`;
    const position = positions.get(this.#name);
    const { coveredTo, seen = [], gap, waiting = [], comparedTo } = position ?? {};
    this.#ledger = new CoverageLedger({ instance, stream, topic, coveredTo });
    this.#seen = new SeenPosts(seen);
    this.#gap = gap;
    this.#waiting = waiting;
    this.#comparedTo = comparedTo;
  }

  /** What was missed and is not read again yet. */
  get gap(): OpenGap | undefined {
    return this.#gap;
  }

  /** Where the present connection begins to cover the stream, ms since 1970; Infinity before the first one. */
  get liveFrom(): number {
    return this.#ledger.liveFrom;
  }

  /** Until when the stream was covered, ms since 1970; undefined before the first connection. */
  get coveredTo(): number | undefined {
    return this.#ledger.coveredTo;
  }

  /** Where reading the gap again can begin, the best post first. */
  anchors(gap: OpenGap): readonly SeenPost[] {
    return this.#seen.before(gap.from, this.marginOf(gap));
  }

  /** How long before a gap reading again begins, ms. */
  marginOf({ from }: OpenGap): number {
    const uncompared = from - (this.#comparedTo ?? from);
    return Math.min(MARGIN_MAX_MS, Math.max(0, uncompared) + MARGIN_MS);
  }

  /** Notes that all that was brought before `to` (ms since 1970) was compared with what REST shows. */
  compared(to: number): void {
    this.#comparedTo = Math.max(to, this.#comparedTo ?? to);
    this.#note();
  }

  /** How far the server's clock is behind ours, as posts show; ms. */
  get lag(): number {
    return this.#seen.lag();
  }

  /** Whether the present connection has brought this post. */
  isKnown(id: string): boolean {
    return this.#known.has(id);
  }

  /** Notes a new connection. What lies between it and the last one joins the gap that is open. */
  connected(): void {
    const missed = this.#ledger.connected(Date.now());
    this.#comparedTo ??= this.#ledger.coveredTo;
    this.#known.clear();
    if (missed !== undefined) {
      const { gap } = this;
      this.#gap = gap === undefined ? { ...missed, posts: 0 } : { ...gap, to: missed.to };
    }
    this.#note();
  }

  /** Notes a post that the stream has brought; times are ms since 1970. */
  seen(id: string, createdAt: number, at: number): void {
    this.#seen.add(id, createdAt, at);
    if (this.#gap !== undefined && this.#known.size < KNOWN_MAX) this.#known.add(id);
  }

  /** Notes that everything before `to` (ms since 1970) has been read and pushed. Returns what `push` returned. */
  covered(to: number): Promise<void> | undefined {
    const event = this.#ledger.covered(to);
    return event && this.#push([event]);
  }

  /** Notes that so many more posts of the gap were read again, up to `cursor`. */
  filling(cursor: string | undefined, posts: number): void {
    if (this.#gap === undefined) return;
    const { from, to, posts: before } = this.#gap;
    this.#gap = { from, to, posts: before + posts, ...(cursor !== undefined && { cursor }) };
    this.#note();
  }

  /** Closes the gap: covers what was read again, and says what is given up. */
  filled({ filledTo, filledFrom, to, why }: GapEnd): Promise<void> | undefined {
    const gap = this.#gap;
    if (gap === undefined) return undefined;
    this.#gap = gap.to > to ? { from: to, to: gap.to, posts: 0 } : undefined;
    if (this.#gap === undefined) this.#known.clear();
    if (why === "") this.#comparedTo = Math.max(to, this.#comparedTo ?? to);
    const { from, posts } = gap;
    const upTo = Math.min(to, Math.max(from, filledTo));
    const again = Math.max(upTo, Math.min(to, filledFrom));
    const events: Outgoing[] = [];
    if (upTo > from) {
      events.push(this.#ledger.event("filled", { from, to: upTo }, { posts, why: "" }));
    }
    if (again > upTo) {
      const details = { why, posts: events.length === 0 ? posts : 0 };
      events.push(this.#ledger.event("incomplete", { from: upTo, to: again }, details));
    }
    if (to > again) events.push(this.#ledger.event("filled", { from: again, to }, { why: "" }));
    return this.#push(events);
  }

  /** Notes that so many posts are to be looked up again after a gap: until then they are unverified. */
  waits({ from, to, complete }: EndedGap, posts: number): void {
    if (posts === 0) return;
    this.#waiting = [...this.#waiting, { from, to, complete, posts, key: crypto.randomUUID() }];
    void this.#push([this.#after({ from, to, complete }, { unverified: posts })]);
  }

  /** Notes what looking up posts again after a gap has found; `isFirst`: what waited for it waits no longer. */
  rechecked(gap: EndedGap, found: Rechecked, isFirst: boolean): void {
    const waiting = isFirst
      ? this.#waiting.find(({ from, to }) => from === gap.from && to === gap.to)
      : undefined;
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    const verified = (found.verified ?? 0) + (waiting?.posts ?? 0);
    void this.#push([
      this.#after(gap, { ...found, ...(verified > 0 && { verified }) }, waiting?.key),
    ]);
  }

  /** Notes that what waited after gaps that ended until then (ms since 1970) is looked up after a later gap. */
  lookedUp(until: number): void {
    const done = this.#waiting.filter(({ to }) => to <= until);
    if (done.length === 0) return;
    this.#waiting = this.#waiting.filter((each) => !done.includes(each));
    void this.#push(done.map((gap) => this.#after(gap, { verified: gap.posts }, gap.key)));
  }

  #after(
    { from, to, complete }: EndedGap,
    found: Partial<Rechecked>,
    key?: string,
  ): Outgoing {
    const state = complete ? "filled" : "incomplete";
    return this.#ledger.event(state, { from, to }, { why: "", ...found }, key);
  }

  /** Notes a loss that an audit has found in this stretch and has repaired, but for what is unverified. */
  lost(
    stretch: Stretch,
    found: {
      readonly why: string;
      readonly posts: number;
      readonly rechecked: number;
      readonly unverified: number;
    },
  ): Promise<void> | undefined {
    return this.#push([this.#ledger.event("lost", stretch, found)]);
  }

  /**
   * Notes that records of this stretch are lost, though they were read: the posts of it are read again, and the ledger says of
   * how many posts, at most, an edit or a delete may be lost.
   */
  damaged(
    { from, to }: Stretch,
    { why, unverified }: { readonly why: string; readonly unverified: number },
  ): Promise<void> | undefined {
    const { gap } = this;
    this.#gap = {
      from: Math.min(from, gap?.from ?? from),
      to: Math.max(to, gap?.to ?? to),
      posts: gap?.posts ?? 0,
    };
    return this.lost({ from, to }, { why, posts: 0, rechecked: 0, unverified });
  }

  /** Writes down the newest position whose records have left memory. */
  async persist(): Promise<void> {
    const { outbox, positions } = this.#options;
    const settled = [this.#newest, this.#pending].find((each) =>
      each !== undefined && each.after <= outbox.settled
    );
    if (settled === undefined || this.#writing) return;
    this.#pending = settled === this.#newest ? undefined : this.#newest;
    this.#newest = undefined;
    this.#writing = true;
    try {
      await positions.set(this.#name, settled.position);
      this.#outageLog.over("How far the stream was read is written down again");
    } catch (error) {
      this.#outageLog.failed(
        `Cannot write down how far the stream was read: ${messageOf(error)}`,
        "After a restart more is read again",
      );
    } finally {
      this.#writing = false;
    }
  }

  #push(events: readonly Outgoing[]): Promise<void> | undefined {
    const { outbox, writesCoverage } = this.#options;
    let room: Promise<void> | undefined;
    for (const event of writesCoverage ? events : []) room = outbox.push(event);
    this.#note();
    return room;
  }

  #note(): void {
    const { coveredTo } = this.#ledger;
    if (coveredTo === undefined) return;
    const gap = this.#gap;
    const waiting = this.#waiting;
    const comparedTo = this.#comparedTo;
    const position = {
      ...{ coveredTo, seen: this.#seen.list() },
      ...(comparedTo !== undefined && { comparedTo }),
      ...(gap !== undefined && { gap }),
      ...(waiting.length > 0 && { waiting }),
    };
    const pending = { after: this.#options.outbox.pushed, position };
    if (this.#pending === undefined) this.#pending = pending;
    else this.#newest = pending;
  }
}
