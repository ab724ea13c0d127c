import { sleep } from "../base/sleep.ts";
import { messageOf } from "../base/errors.ts";
import type { Sql } from "../postgres/connect.ts";
import { verdictOn } from "../postgres/postgres_verdict.ts";
import { ChangeFeed } from "./change_feed.ts";
import { countHashtags } from "./count_hashtags.ts";
import { type DashboardState, LIVE_STEPS } from "./dashboard_state.ts";
import { liveRange, type Range } from "./ranges.ts";
import { readGaps } from "./read_gaps.ts";
import { readHealth } from "./read_health.ts";
import { readMoment, readWindows } from "./read_windows.ts";

/**
 * How often windows are read, ms, by step length: their recent end after a change, all of them now and then, since an
 * edit or a delete may change any of them. Pages that show hours need no four readings a second.
 */
const PACES: Readonly<Record<number, { recentMs: number; allMs: number; recentMinutes: number }>> =
  {
    1: { recentMs: 200, allMs: 10_000, recentMinutes: 15 },
    5: { recentMs: 1_000, allMs: 30_000, recentMinutes: 30 },
    60: { recentMs: 5_000, allMs: 60_000, recentMinutes: 120 },
  };
/** While nobody watches, the step that every page starts with is read so often: a page is shown the rest at once. */
const UNWATCHED_MS = 2_000;
const HEALTH_MS = 1_000;
const GAPS_MS = 2_000;
/** Hashtags are counted from posts, not windows: at most this share of the time may go into it. */
const HASHTAGS_SHARE = 0.04;
const HASHTAGS_MS = 10_000;
const RETRY_MS = 1_000;

/** Keeps a picture current from a database, for as long as both live. One reader, however many watch. */
export class DatabaseObserver {
  readonly #sql: Sql;
  readonly #picture: DashboardState;
  readonly #signal: AbortSignal;
  /** When each step's recent end, and all of it, was last read. */
  readonly #readAt = new Map<string, number>();
  readonly #dirty = new Set<number>();
  /** When the following last took a turn, well or ill. */
  #turnedAt = performance.now();
  /** Readings of windows take turns: an older one must never be put over a newer one. */
  #turn: Promise<void> = Promise.resolve();

  constructor(sql: Sql, picture: DashboardState, signal: AbortSignal) {
    this.#sql = sql;
    this.#picture = picture;
    this.#signal = signal;
  }

  /** Reads everything once; what fails here fails the start. */
  async prime(): Promise<void> {
    this.#picture.setMoment(await readMoment(this.#sql));
    await this.#readWindows(1, "all");
    await this.#readSurroundings();
  }

  /** Follows the changes until the signal. A database that is lost is waited for. */
  async follow(log: (text: string) => void): Promise<void> {
    const hashtags = this.#followHashtags();
    while (!this.#signal.aborted) {
      this.#turnedAt = performance.now();
      try {
        await using feed = await ChangeFeed.open(this.#sql);
        await this.#followFeed(feed);
      } catch (error) {
        if (this.#signal.aborted) break;
        const { type } = verdictOn(error, { usedBefore: true, command: "pipeline" });
        if (type === "permanent" || type === "fault") throw error;
        if (this.#picture.health.database) log(`waits for PostgreSQL: ${messageOf(error)}`);
        this.#picture.setHealth({ database: false });
        await sleep(RETRY_MS, this.#signal);
      }
    }
    await hashtags;
  }

  /** For how long the following has waited for one answer, ms. */
  get waitingMs(): number {
    return performance.now() - this.#turnedAt;
  }

  /** Makes sure that a step length nobody watched is current enough to start a page from. */
  async freshen(step: number): Promise<void> {
    const { allMs } = paceOf(step);
    if (this.#isDue(`${step} all`, allMs)) await this.#readWindows(step, "all");
  }

  async #followFeed(feed: ChangeFeed): Promise<void> {
    while (!this.#signal.aborted) {
      this.#turnedAt = performance.now();
      const changed = await feed.next(500, this.#signal);
      const began = performance.now();
      if (changed) { for (const { step } of LIVE_STEPS) this.#dirty.add(step); }
      await this.#readChanged();
      if (this.#isDue("health", HEALTH_MS)) await this.#readSurroundings(feed.mode);
      await sleep(Math.max(0, paceOf(1).recentMs - (performance.now() - began)), this.#signal);
    }
  }

  async #readChanged(): Promise<void> {
    for (const { step } of LIVE_STEPS) {
      const watched = this.#picture.audience.watches(step);
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
      const before = this.#picture.moment.watermark;
      // The watermark first: a window may then look live for a moment longer, never final too early.
      this.#picture.setMoment(await readMoment(this.#sql));
      const turned = this.#picture.moment.watermark !== before;
      const range = this.#stretch(step, what);
      const rows = await readWindows(this.#sql, range);
      this.#picture.setWindows(range, rows, turned);
      this.#readAt.set(`${step} ${what}`, performance.now());
      if (what === "all") this.#picture.forgetOld();
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** The whole live range of a step length, or its end: from where posts still arrive, should they come late. */
  #stretch(step: number, what: "all" | "recent"): Range {
    const longest = LIVE_STEPS.find((live) => live.step === step)?.longest ?? "6h";
    const { moment, now } = this.#picture;
    const all = liveRange(longest, now);
    if (what === "all") return all;
    const arriving = Math.min(now, moment.watermark ?? now) / 60_000 - paceOf(step).recentMinutes;
    return { ...all, from: Math.max(all.from, Math.floor(arriving / step) * step) };
  }

  async #readSurroundings(feed: "listen" | "poll" = "listen"): Promise<void> {
    this.#picture.setHealth({ ...await readHealth(this.#sql), database: true, feed });
    this.#readAt.set("health", performance.now());
    if (!this.#isDue("gaps", GAPS_MS)) return;
    this.#picture.setGaps(await readGaps(this.#sql));
    this.#readAt.set("gaps", performance.now());
  }

  /** Beside the rest, on another connection: counting posts may take a second, and nothing waits for it. */
  async #followHashtags(): Promise<void> {
    while (!this.#signal.aborted) {
      const began = performance.now();
      try {
        this.#picture.setRising(await countHashtags(this.#sql, this.#picture.now));
      } catch {
        // The reader may lack the right, or the database is away, which the other loop says. Tried again later.
      }
      const took = performance.now() - began;
      await sleep(Math.max(HASHTAGS_MS, took / HASHTAGS_SHARE), this.#signal);
    }
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
