import { sleep } from "../base/sleep.ts";
import { messageOf } from "../base/errors.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import type { TellTrouble } from "../base/trouble.ts";
import type { Sql } from "../postgres/connect.ts";
import { verdictOn } from "../postgres/postgres_verdict.ts";
import { ChangeFeed } from "./change_feed.ts";
import { countHashtags } from "./count_hashtags.ts";
import { type DashboardState, LIVE_STEPS } from "./dashboard_state.ts";
import { DEFAULT_RANGE, liveRange, type LiveRangeName, type Range } from "./ranges.ts";
import { readGaps, readHealth, readSources } from "./read_health.ts";
import { readMoment, readWindows } from "./read_windows.ts";

/**
 * How often windows are read, ms, by step length: the most recent ones after a change, all of them less often, since an
 * edit or a delete may change any of them. Longer steps are read less often.
 */
const PACES: Readonly<Record<number, { recentMs: number; allMs: number; recentMinutes: number }>> =
  {
    1: { recentMs: 200, allMs: 10_000, recentMinutes: 15 },
    5: { recentMs: 1_000, allMs: 30_000, recentMinutes: 30 },
    60: { recentMs: 5_000, allMs: 60_000, recentMinutes: 120 },
  };
/**
 * Intervals while there is no subscriber: only the steps that a new page starts with are read, so that it opens at once, and
 * that the database does not answer is noticed as soon.
 */
const UNWATCHED_MS = 2_000;
const UNWATCHED_ROUND_MS = 1_000;
const HEALTH_MS = 1_000;
const GAPS_MS = 2_000;
const SOURCES_MS = 15_000;
/** Hashtags are counted from posts, which is slow: at most this share of the time goes into it. */
const HASHTAGS_SHARE = 0.04;
const HASHTAGS_MS = 10_000;
/** How soon a range that a page begins to show is counted. */
const HASHTAGS_LOOK_MS = 500;
/** While there is no subscriber, they are counted for the next one that comes. */
const HASHTAGS_UNWATCHED_MS = 60_000;
const RETRY_MS = 1_000;
/** A round takes a second, or two while many windows are read. */
const SILENT_MS = 4_000;
/** After following for so long, a failure is a new one. */
const STEADY_MS = 30_000;

/** Keeps a {@linkcode DashboardState} up to date from the database: one reader for all subscribers. */
export class DatabaseObserver {
  readonly #sql: Sql;
  /** For what takes long: it is not to hold up the others. */
  readonly #slowSql: Sql;
  readonly #state: DashboardState;
  readonly #signal: AbortSignal;
  /** When each kind of reading was last made. */
  readonly #readAt = new Map<string, number>();
  /** Step lengths whose windows have changed since they were read. */
  readonly #dirty = new Set<number>();
  /** When the loop of `follow` last began a round. */
  #roundBeganAt = performance.now();
  #outageLog: OutageLog | undefined;
  #trouble: TellTrouble = () => {};
  /** Settles when the last reading of windows has ended: an older reading must not overwrite a newer one. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    { sql, slowSql }: { readonly sql: Sql; readonly slowSql: Sql },
    state: DashboardState,
    signal: AbortSignal,
  ) {
    this.#sql = sql;
    this.#slowSql = slowSql;
    this.#state = state;
    this.#signal = signal;
  }

  /** Reads everything once; an error ends the start. */
  async prime(): Promise<void> {
    this.#state.setMoment(await readMoment(this.#sql));
    await this.#readWindows(1, "all");
    await this.#readHealthAndGaps();
  }

  /** Follows the changes until the signal; waits while the database is unreachable. */
  async follow(log: Notice, trouble?: TellTrouble): Promise<void> {
    const hashtags = this.#followHashtags();
    const outageLog = this.#outageLog = new OutageLog(log, { trouble });
    this.#trouble = trouble ?? this.#trouble;
    while (!this.#signal.aborted) {
      const began = performance.now();
      this.#roundBeganAt = began;
      try {
        await using feed = await ChangeFeed.open(this.#sql);
        await this.#followFeed(feed);
      } catch (error) {
        if (this.#signal.aborted) break;
        const { type } = verdictOn(error, { usedBefore: true, command: "pipeline" });
        if (type === "permanent" || type === "fault") throw error;
        if (performance.now() - began > STEADY_MS) outageLog.over();
        // It is over once everything could be read, not what is due next alone.
        this.#readAt.clear();
        outageLog.failed(`Cannot read the tables: ${messageOf(error)}`, "Trying again");
        this.#state.setHealth({ database: false });
        await sleep(RETRY_MS, this.#signal);
      }
    }
    await hashtags;
  }

  /** For how long `follow` has waited for the current answer of the database, ms. */
  get waitingMs(): number {
    return performance.now() - this.#roundBeganAt;
  }

  /** Says so if the database has not answered for long; call it every second or so. */
  noticeSilence(): void {
    if (this.waitingMs < SILENT_MS) return;
    this.#state.setHealth({ database: false });
    this.#trouble("Cannot read the tables: the database does not answer");
  }

  /** Reads the windows of a step length if the last full reading is too old for a new page. */
  async freshen(step: number): Promise<void> {
    const { allMs } = paceOf(step);
    if (this.#isDue(`${step} all`, allMs)) await this.#readWindows(step, "all");
  }

  async #followFeed(feed: ChangeFeed): Promise<void> {
    while (!this.#signal.aborted) {
      this.#roundBeganAt = performance.now();
      const isWatched = this.#state.subscribers.size > 0;
      const changed = await feed.next(isWatched ? 500 : UNWATCHED_ROUND_MS, this.#signal);
      if (this.#signal.aborted) return;
      const began = performance.now();
      if (changed) { for (const { step } of LIVE_STEPS) this.#dirty.add(step); }
      await this.#readChanged();
      const healthMs = isWatched ? HEALTH_MS : UNWATCHED_MS;
      if (this.#isDue("health", healthMs)) await this.#readHealthAndGaps(feed.mode);
      this.#outageLog?.over("The tables can be read again");
      await sleep(Math.max(0, paceOf(1).recentMs - (performance.now() - began)), this.#signal);
    }
  }

  async #readChanged(): Promise<void> {
    for (const { step } of LIVE_STEPS) {
      const watched = this.#state.subscribers.watches(step);
      if (!this.#dirty.has(step) || !(step === 1 || watched)) continue;
      const pace = paceOf(step);
      if (this.#isDue(`${step} all`, pace.allMs)) await this.#readWindows(step, "all");
      else if (this.#isDue(`${step} recent`, watched ? pace.recentMs : UNWATCHED_MS)) {
        await this.#readWindows(step, "recent");
      } else continue;
      this.#dirty.delete(step);
    }
  }

  #readWindows(step: number, what: "all" | "recent"): Promise<void> {
    const turn = this.#turn.then(async () => {
      const before = this.#state.moment.watermark;
      // Read the watermark first: a window may then be shown as live for too long, but never as final too early.
      this.#state.setMoment(await readMoment(this.#sql));
      const moved = this.#state.moment.watermark !== before;
      const range = this.#rangeOf(step, what);
      const rows = await readWindows(this.#sql, range);
      this.#state.setWindows(range, rows, moved);
      this.#readAt.set(`${step} ${what}`, performance.now());
      if (what === "all") this.#state.forgetOld();
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** The whole live range of a step length, or its recent end, in which late posts may still arrive. */
  #rangeOf(step: number, what: "all" | "recent"): Range {
    const longest = LIVE_STEPS.find((live) => live.step === step)?.longest ?? "6h";
    const { moment, now } = this.#state;
    const all = liveRange(longest, now);
    if (what === "all") return all;
    const arriving = Math.min(now, moment.watermark ?? now) / 60_000 - paceOf(step).recentMinutes;
    return { ...all, from: Math.max(all.from, Math.floor(arriving / step) * step) };
  }

  async #readHealthAndGaps(feed: "listen" | "poll" = "listen"): Promise<void> {
    this.#state.setHealth({ ...await readHealth(this.#sql), database: true, feed });
    this.#readAt.set("health", performance.now());
    if (this.#isDue("sources", SOURCES_MS)) {
      this.#state.setSources(await readSources(this.#sql));
      this.#readAt.set("sources", performance.now());
    }
    if (!this.#isDue("gaps", GAPS_MS)) return;
    this.#state.setGaps(await readGaps(this.#sql));
    this.#readAt.set("gaps", performance.now());
  }

  /** Runs beside `follow` on another connection: counting posts may take a second. */
  async #followHashtags(): Promise<void> {
    // When each range was counted last, and how long that took, ms.
    const counted = new Map<LiveRangeName, { readonly at: number; readonly took: number }>();
    while (!this.#signal.aborted) {
      const isWatched = this.#state.subscribers.size > 0;
      const leastMs = isWatched ? HASHTAGS_MS : HASHTAGS_UNWATCHED_MS;
      const wanted = new Set([DEFAULT_RANGE, ...this.#state.subscribers.ranges]);
      for (const name of wanted) {
        const began = performance.now();
        const { at, took } = counted.get(name) ?? { at: -Infinity, took: 0 };
        const dueAt = at + Math.max(leastMs, wanted.size * took / HASHTAGS_SHARE);
        if (this.#signal.aborted || dueAt > began) continue;
        try {
          this.#state.setRising(name, await this.#countHashtags(name));
        } catch {
          // The role may lack the right, or the database is unreachable, which `follow` reports. Try again later.
        }
        const now = performance.now();
        counted.set(name, { at: now, took: now - began });
      }
      await sleep(isWatched ? HASHTAGS_LOOK_MS : UNWATCHED_MS, this.#signal);
    }
  }

  #countHashtags(name: LiveRangeName) {
    const { now } = this.#state;
    const { from, to } = liveRange(name, now);
    return countHashtags(this.#slowSql, { from: from * 60_000, to: to * 60_000, now });
  }

  #isDue(what: string, everyMs: number): boolean {
    return performance.now() - (this.#readAt.get(what) ?? -Infinity) >= everyMs;
  }
}

function paceOf(step: number): { recentMs: number; allMs: number; recentMinutes: number } {
  const pace = PACES[step];
  if (pace === undefined) throw new RangeError(`Cannot keep windows of ${step} minutes`);
  return pace;
}
