import { formatDuration } from "../base/duration.ts";
import { messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import { sleep } from "../base/sleep.ts";
import { feedIsOff } from "../mastodon/explain_silence.ts";
import { type TimelineReader, TimelineRefused } from "../mastodon/timeline_pages.ts";
import { streamText } from "../mastodon/stream_name.ts";
import { parseStatus } from "../post/parse_status.ts";
import type { Level } from "../supervision/protocol.ts";
import { type AuditAllowance, type Grant, nextPauseMs } from "./audit_pace.ts";
import { compareTimeline, type Difference } from "./compare_timeline.ts";
import type { HeardEvents } from "./heard_events.ts";
import { endsOf, type Recheck } from "./recheck.ts";
import type { RecentPost, RecentPosts } from "./recent_posts.ts";
import type { StreamProgress } from "./stream_progress.ts";

export interface AuditOptions {
  readonly reader: TimelineReader;
  readonly progress: StreamProgress;
  /** What all streams of the server have brought. */
  readonly heard: HeardEvents;
  /** Undefined: posts are not looked up for edits and deletes. */
  readonly recheck: Recheck | undefined;
  /** The posts that were written: consent and filters keep some out. */
  readonly recent: Pick<RecentPosts, "between" | "get" | "has">;
  /** Shared by all streams of the server. */
  readonly allowance: AuditAllowance;
  /** Decides about a status and pushes what is kept. Returns what `push` returned. */
  readonly write: (status: unknown) => Promise<void> | undefined;
  readonly log: (level: Level, text: string) => void;
  /** The shortest pause between two comparisons (`AUDIT_INTERVAL`), ms. */
  readonly shortestMs: number;
}

/** What comparing has found since the start. */
export interface AuditFound {
  comparisons: number;
  posts: number;
  edits: number;
  deletes: number;
  unverified: number;
  /** Share in [0, 1] of the time since the comparison before that the last one has looked at. */
  share: number;
  /** Why no comparison is possible, in words; empty where it is. */
  impossible: string;
}

/** Posts of this time are looked up for edits and deletes. */
const DEPTH_MS = 10 * 60_000;
/** What differs is on its way for so long: some servers send a post with 15 s of delay. */
const ON_ITS_WAY_MS = 20_000;
/** The stream's coverage begins at a moment that is known so exactly. */
const MARGIN_MS = 1_000;
/** The missing are judged by the share of all that were looked at, which says something from 50 on. */
const LOOK_UPS_MIN = 60;
/**
 * Requests for look-ups: of all posts of ten minutes that the pages did not show, at four posts a second, and where these were
 * made lately, or the server gives one at a time.
 */
const LOOK_UPS_MAX = 110;
const FEW_LOOK_UPS = 20;
/** In so many of the shortest pauses all posts of ten minutes are looked up once. */
const LOOK_UPS_EVERY = 4;
/** Comparing stops where less of the server's rate limit is left: a gap may need it. */
const RESERVE_SHARE = 0.3;
const PAGE_POSTS = 40;
/** Posts are listed later than they are made, so each comparison reads so much of the one before. */
const OVERLAP_MS = 60_000;
/** How long a comparison waits for the stream's next proof of coverage. */
const PATIENCE_MS = 5 * 60_000;
const POLL_MS = 1_000;
const ASK_AGAIN_MS = 15 * 60_000;

/**
 * Compares, while one stream is open and healthy, what the server shows by REST with what the stream has brought: servers
 * lose posts, edits and deletes on an open socket without a word. Missing posts and versions are written, missing deletes are
 * looked up and proven as after a gap, and the ledger gets an entry.
 *
 *     pause ──▶ read the newest pages, look posts up ──▶ wait for what is on its way ──▶ write what is still missing
 *       ▲                                                                                        │
 *       └────────────── the shortest pause after a loss, else up to four times as long ◀─────────┘
 */
export class Audit {
  readonly found: AuditFound = {
    comparisons: 0,
    posts: 0,
    edits: 0,
    deletes: 0,
    unverified: 0,
    share: 1,
    impossible: "",
  };
  readonly #options: AuditOptions;
  readonly #name: string;
  /** Since when only a part of the time can be compared. */
  #partlySince = performance.now();
  /** All that the stream has brought since then is known; ms since 1970. */
  #begunAt = Infinity;
  #comparedTo = -Infinity;
  #lookedUpAt = -Infinity;
  /** Posts since the last comparison. */
  #posts = 0;
  #countedFrom = Date.now();
  /** Posts that were counted as unverified, as long as they are remembered. */
  readonly #unverified = new Set<string>();

  constructor(options: AuditOptions) {
    this.#options = options;
    this.#name = streamText(options.reader.stream);
  }

  /** The stream is open. */
  connected(): void {
    const { liveFrom } = this.#options.progress;
    if (this.#begunAt === Infinity) this.#begunAt = liveFrom + MARGIN_MS;
  }

  /** The stream has brought a post. */
  counted(): void {
    this.#posts++;
  }

  /** Compares until the reader's signal. */
  async run(): Promise<void> {
    const { reader: { signal, stream }, shortestMs, log } = this.#options;
    if (stream.type === "list" || stream.type === "user") {
      return this.#cannot("the server puts that timeline together anew for each reader");
    }
    for (let pauseMs = shortestMs; !signal.aborted;) {
      await sleep(pauseMs, signal);
      try {
        const found = await this.#compareWhenDue();
        pauseMs = nextPauseMs(pauseMs, { shortestMs, found });
        if (this.found.impossible !== "") pauseMs = Math.max(pauseMs, ASK_AGAIN_MS);
      } catch (error) {
        if (signal.aborted) return;
        pauseMs = Math.max(pauseMs, ASK_AGAIN_MS);
        if (error instanceof TimelineRefused) this.#cannot(error.message);
        else log("warning", `Cannot compare the stream ${this.#name} by REST: ${messageOf(error)}`);
      }
    }
  }

  /** Whether a loss was found. */
  async #compareWhenDue(): Promise<boolean> {
    const { reader: { signal } } = this.#options;
    for (;;) {
      const grant = this.#isLive() ? this.#grantNow() : undefined;
      if (grant !== undefined) {
        const isLost = await this.#compare(grant);
        if (isLost !== undefined) return isLost;
      }
      if (signal.aborted) return false;
      await sleep(Math.min(POLL_MS, this.#options.shortestMs), signal);
    }
  }

  /** The stream is open, nothing of it is being read again, and what it brings is known to be up to date. */
  #isLive(): boolean {
    const { progress: { gap, liveFrom, coveredTo = 0 } } = this.#options;
    return gap === undefined && coveredTo > liveFrom && Date.now() > this.#begunAt;
  }

  /** The pages that may be read now; undefined if it is better to wait. */
  #grantNow(): Grant | undefined {
    const { allowance, reader: { budget } } = this.#options;
    const now = Date.now();
    if (budget.shareLeft(now) < RESERVE_SHARE) return undefined;
    const postsPerMs = this.#posts / Math.max(1, now - this.#countedFrom);
    const wanted = (now - this.#from(now) + OVERLAP_MS) * postsPerMs / PAGE_POSTS + 1;
    const looksAtAll = !this.#inBulk;
    const grant = allowance.look(now, {
      limit: budget.limit,
      looksAtAll,
      wanted: Math.ceil(wanted),
    });
    return now < grant.enoughAt || grant.requests < 1 ? undefined : grant;
  }

  get #inBulk(): boolean {
    return this.#options.recheck?.inBulk !== false;
  }

  /**
   * Where the next comparison begins: where the last one has ended. Where posts cannot be looked up in bulk, the timeline
   * shows their edits, so all of the last ten minutes is read.
   */
  #from(now: number): number {
    const earliest = Math.max(this.#begunAt, this.#options.heard.since, now - DEPTH_MS);
    return this.#inBulk ? Math.max(earliest, this.#comparedTo) : earliest;
  }

  /** Whether a loss was found; undefined if the stream was interrupted, which is a matter of the gap then. */
  async #compare(grant: Grant): Promise<boolean | undefined> {
    const { reader, heard, progress } = this.#options;
    const to = Date.now();
    const from = this.#from(to);
    const { lag, liveFrom: connection } = progress;
    const isSame = () => progress.liveFrom === connection && progress.gap === undefined;
    const timeline = await compareTimeline(reader, heard, {
      ...{ from, to, lag },
      floor: Math.max(this.#begunAt, heard.since),
      goesOn: (pages) =>
        pages < Math.floor(grant.requests) && isSame() &&
        reader.budget.shareLeft(Date.now()) >= RESERVE_SHARE,
    });
    grant.take(timeline.pages);
    if (timeline.listed.size === 0 && !await this.#explainsEmpty()) return false;
    const edited = new Map(timeline.edited);
    const looked = await this.#lookUp(timeline.listed, { to, edited, lag });
    if (!await this.#untilCovered(Date.now() + this.#onItsWayMs, isSame)) return undefined;
    const found = await this.#repair({ unheard: timeline.unheard, edited, looked, to });
    this.found.comparisons++;
    if (timeline.reached <= from) progress.compared(to);
    this.#sayShare((to - timeline.reached) / Math.max(1, to - from));
    this.#comparedTo = to;
    this.#posts = 0;
    this.#countedFrom = to;
    return found;
  }

  get #onItsWayMs(): number {
    return Math.min(ON_ITS_WAY_MS, this.#options.shortestMs);
  }

  /** Looks up the posts of the last ten minutes that the timeline did not list; adds those that were edited. */
  async #lookUp(
    listed: ReadonlySet<string>,
    { to, edited, lag }: {
      readonly to: number;
      readonly edited: Map<string, Difference>;
      readonly lag: number;
    },
  ): Promise<LookedUp | undefined> {
    const { recheck, recent, heard, shortestMs } = this.#options;
    if (recheck === undefined) return undefined;
    // A burst's delete overtakes its post, which is then noted as written though the tables hold it not.
    const isThere = ({ id }: RecentPost) => heard.version(id) !== Infinity;
    const lately = recent.between(to - DEPTH_MS, to).filter(isThere);
    const shown = lately.filter(({ id }) => listed.has(id));
    const others = lately.filter(({ id }) => !listed.has(id));
    const lacking = LOOK_UPS_MIN - lately.length;
    if (lacking > 0) {
      const before = recent.between(-Infinity, to - DEPTH_MS).filter(isThere);
      others.push(...before.slice(0, lacking));
    }
    const isDue = to - this.#lookedUpAt >= (LOOK_UPS_EVERY - 0.5) * shortestMs;
    const requestsMax = isDue && recheck.inBulk ? LOOK_UPS_MAX : FEW_LOOK_UPS;
    if (isDue) this.#lookedUpAt = to;
    const found = await recheck.look(others, {
      requestsMax,
      shown: ({ id }, status) => {
        const parsed = parseStatus(status);
        if (parsed.type === "broken" || parsed.status.editedAt === null) return;
        const version = Date.parse(parsed.status.editedAt);
        const known = heard.version(id) ?? Date.parse(recent.get(id)?.editedAt ?? "1970-01-01");
        if (version > known) edited.set(id, { status, at: version + lag, version });
      },
    });
    return {
      missing: found.missing,
      looked: found.looked - found.unsaid + shown.length,
      known: endsOf([...shown.map(({ id }) => id), ...found.known]),
    };
  }

  /** Waits until the stream has been read up to `time`; false if it was interrupted meanwhile. */
  async #untilCovered(time: number, isSame: () => boolean): Promise<boolean> {
    const { progress, reader: { signal } } = this.#options;
    const giveUpAt = time + PATIENCE_MS;
    while (isSame() && Date.now() < giveUpAt) {
      if ((progress.coveredTo ?? 0) >= time) return true;
      await sleep(Math.min(POLL_MS, this.#options.shortestMs), signal);
      signal.throwIfAborted();
    }
    return false;
  }

  /** Writes what is still missing; whether anything was. */
  async #repair({ unheard, edited, looked, to }: {
    readonly unheard: ReadonlyMap<string, Difference>;
    readonly edited: ReadonlyMap<string, Difference>;
    readonly looked: LookedUp | undefined;
    readonly to: number;
  }): Promise<boolean> {
    const { heard, recent, recheck, progress, reader: { signal } } = this.#options;
    const times: number[] = [];
    let [posts, edits, refused] = [0, 0, 0];
    for (const [id, { status, at }] of unheard) {
      if (heard.version(id) !== undefined) continue;
      await this.#write(status);
      if (recent.has(id)) {
        posts++;
        times.push(at);
      } else refused++;
    }
    for (const [id, { status, at, version }] of edited) {
      const isGone = heard.version(id) === undefined && !recent.has(id);
      if (isGone || (heard.version(id) ?? 0) >= version) continue;
      edits++;
      times.push(at);
      await this.#write(status);
    }
    const isKept = ({ id }: RecentPost) => recent.has(id) && heard.version(id) !== Infinity;
    const missing = (looked?.missing ?? []).filter(isKept);
    const { takenBack } = looked === undefined || recheck === undefined || missing.length === 0
      ? { takenBack: [] }
      : await recheck.takeBack(missing, looked);
    const unverified = missing.filter((post) => isKept(post) && !this.#unverified.has(post.id));
    for (const { id } of unverified) this.#unverified.add(id);
    // Of posts that are remembered no longer, none is looked up again.
    for (const id of this.#unverified) if (!recent.has(id)) this.#unverified.delete(id);
    const unsure = [...takenBack, ...unverified];
    if (times.length + unsure.length === 0) return refused > 0;
    const until = unsure.length > 0 ? to : Math.max(...times);
    const counts = {
      posts,
      edits,
      deletes: takenBack.length,
      unverified: unverified.length,
    };
    this.#say(counts);
    const room = progress.lost(
      { from: Math.min(...times, ...unsure.map(({ at }) => at)), to: until + 1 },
      {
        why: `the server lost ${lossWords(counts)} on the open connection`,
        posts: counts.posts,
        rechecked: looked?.looked ?? 0,
        unverified: counts.unverified,
      },
    );
    await orAborted(room ?? Promise.resolve(), signal);
    return times.length + takenBack.length + refused > 0;
  }

  async #write(status: unknown): Promise<void> {
    const { write, reader: { signal } } = this.#options;
    await orAborted(write(status) ?? Promise.resolve(), signal);
  }

  #say(counts: Omit<AuditFound, "comparisons" | "share" | "impossible">): void {
    const { found } = this;
    for (const name of ["posts", "edits", "deletes", "unverified"] as const) {
      found[name] += counts[name];
    }
    this.#options.log(
      "warning",
      `The server lost ${lossWords(counts)} of the stream ${this.#name} on the open connection. ` +
        (counts.unverified === 0
          ? "All of it is read again"
          : `${counts.unverified} posts are gone by REST, without a proof that they were deleted`) +
        "; masto.stream_gaps has the entry",
    );
  }

  #sayShare(share: number): void {
    const before = this.found.share;
    this.found.share = share;
    this.found.impossible = "";
    if ((before < 1) === (share < 1)) return;
    if (share < 1) this.#partlySince = performance.now();
    this.#options.log(
      "info",
      share < 1
        ? `Only ${
          Math.round(100 * share)
        } % of the time of the stream ${this.#name} can be compared with REST: ` +
          "the server's rate limit and timeline give no more"
        : `All of the stream ${this.#name} is compared with what REST shows again, after ${
          formatDuration(performance.now() - this.#partlySince)
        }`,
    );
  }

  /** Whether an empty timeline is one that is quiet; if not, says why there is nothing to compare with. */
  async #explainsEmpty(): Promise<boolean> {
    const { reader: { access, stream, signal } } = this.#options;
    if (await feedIsOff(access, { stream, signal })) {
      this.#cannot("the server has switched its timeline off");
      return false;
    }
    if (this.#posts === 0) return true;
    this.#cannot("its timeline is empty, though the stream brings posts");
    return false;
  }

  #cannot(why: string): void {
    const { found } = this;
    if (found.impossible === why) return;
    found.impossible = why;
    this.#options.log(
      "info",
      `No audit of the stream ${this.#name} is possible: ${why}. Posts that the server loses on an open connection are not noticed`,
    );
  }
}

/** What looking posts up has shown. */
interface LookedUp {
  readonly missing: readonly RecentPost[];
  /** Posts that were looked at, those of the timeline included, and one or two of them that exist. */
  readonly looked: number;
  readonly known: readonly string[];
}

function lossWords(
  { posts, edits, deletes, unverified }: Omit<AuditFound, "comparisons" | "share" | "impossible">,
): string {
  const of = (n: number, one: string) => n === 0 ? [] : [`${n} ${one}${n === 1 ? "" : "s"}`];
  const parts = [...of(posts, "post"), ...of(edits, "edit"), ...of(deletes, "delete")];
  const last = parts.pop() ?? (unverified === 1 ? "perhaps a delete" : "perhaps deletes");
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
