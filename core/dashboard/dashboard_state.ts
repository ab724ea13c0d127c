import { Subscribers } from "./subscribers.ts";
import { EventLog } from "./event_log.ts";
import { NOTHING_RISES } from "./count_hashtags.ts";
import type { Source } from "../post/source.ts";
import { LIVE_RANGES, liveRange, type LiveRangeName, type Range } from "./ranges.ts";
import type { Moment } from "./read_windows.ts";
import { KnownWindows } from "./known_windows.ts";
import type {
  Gap,
  Health,
  MinuteRow,
  PushedEvent,
  Rising,
  Snapshot,
  WindowRow,
} from "./page_protocol.ts";

/** Step lengths that are kept current, minutes, each with its longest live range. */
export const LIVE_STEPS: readonly { readonly step: number; readonly longest: LiveRangeName }[] = [
  { step: 1, longest: "6h" },
  { step: 5, longest: "24h" },
  { step: 60, longest: "7d" },
];

const UNKNOWN: Health = {
  database: true,
  partitions: 0,
  active: 0,
  lag: null,
  lastRecord: null,
  applied: null,
  heard: null,
  deadLetters: null,
  unwell: [],
  feed: "listen",
  viewers: 0,
};

/** The current state, and its subscribers: each change is encoded once and sent to all of them. */
export class DashboardState {
  readonly subscribers = new Subscribers();
  readonly log = new EventLog();
  readonly #known = new Map(LIVE_STEPS.map(({ step }) => [step, new KnownWindows()]));
  #moment: Moment = { now: 0, watermark: null, newest: null };
  #readAt = performance.now();
  #gaps: readonly Gap[] = [];
  #health: Health = UNKNOWN;
  #unwellStored: Health["unwell"] = [];
  #unwellHere: Health["unwell"] = [];
  #sources: readonly Source[] = [];
  readonly #rising = new Map<LiveRangeName, Rising>();

  get moment(): Moment {
    return this.#moment;
  }

  get health(): Health {
    return this.#health;
  }

  /** The database's clock, from its last reading: ms since 1970. */
  get now(): number {
    return this.#moment.now + performance.now() - this.#readAt;
  }

  setMoment(moment: Moment): void {
    this.#moment = moment;
    this.#readAt = performance.now();
  }

  /** Replaces the windows of a range; publishes the differences, and also an empty one if the watermark `moved`. */
  setWindows({ from, to, step }: Range, rows: readonly WindowRow[], moved: boolean): void {
    const change = this.#knownOf(step).replace(from, to, rows);
    if (change.rows.length === 0 && change.gone.length === 0 && !moved) return;
    const { now, watermark } = this.#moment;
    const data = { now, watermark, ...change, minutes: this.#newestMinutes(step) };
    this.#publish({ type: "windows", step, data });
  }

  setGaps(gaps: readonly Gap[]): void {
    if (isSame(this.#gaps, gaps)) return;
    this.#gaps = gaps;
    this.#publish({ type: "gaps", data: gaps });
  }

  /**
   * The parts of this process that are not well, as it says itself: it may be unable to write that to the database, where
   * those of other processes are read from.
   */
  setUnwellHere(unwell: Health["unwell"]): void {
    this.#unwellHere = unwell;
    this.setHealth({});
  }

  setHealth({ unwell = this.#unwellStored, ...health }: Partial<Health>): void {
    this.#unwellStored = unwell;
    const next = {
      ...this.#health,
      ...health,
      unwell: worstOf([...unwell, ...this.#unwellHere]),
      viewers: this.subscribers.size,
    };
    if (isSame(this.#health, next)) return;
    this.#health = next;
    this.#publish({ type: "health", data: next });
  }

  /** Where the posts were read from; pages get it with their next snapshot. */
  setSources(sources: readonly Source[]): void {
    this.#sources = sources;
  }

  setRising(range: LiveRangeName, rising: Rising): void {
    this.#rising.set(range, rising);
    this.#publish({ type: "rising", range, data: rising });
  }

  /** Drops windows that have left every live range. */
  forgetOld(): void {
    for (const { step, longest } of LIVE_STEPS) {
      this.#knownOf(step).forget(liveRange(longest, this.now).from);
    }
  }

  /** The snapshot of a live range. */
  snapshot(name: LiveRangeName): Snapshot {
    const range = liveRange(name, this.now);
    const rows = this.#knownOf(LIVE_RANGES[name].step).select(range.from, range.to);
    const rising = this.#rising.get(name) ?? NOTHING_RISES;
    return { ...this.#around(range), live: true, rows, rising };
  }

  /** The snapshot of a range that the user chose. */
  chosenSnapshot(range: Range, rows: readonly WindowRow[], rising: Rising): Snapshot {
    return { ...this.#around(range), live: false, rows, rising };
  }

  /** The last complete minute and the current one; none for pages that have every minute. */
  #newestMinutes(step: number): readonly MinuteRow[] {
    if (step === 1) return [];
    const now = Math.floor(this.now / 60_000);
    return this.#knownOf(1).select(now - 2, now + 1).map((
      [start, lang, posts],
    ): MinuteRow => [start, lang, posts]);
  }

  #around({ from, to, step }: Range): Omit<Snapshot, "rows" | "live" | "rising"> {
    const { watermark, newest } = this.#moment;
    return {
      version: this.log.version,
      now: this.now,
      from,
      to,
      step,
      watermark,
      newest,
      sources: this.#sources,
      minutes: this.#newestMinutes(step),
      gaps: this.#gaps,
      health: this.#health,
    };
  }

  #knownOf(step: number): KnownWindows {
    const known = this.#known.get(step);
    if (known === undefined) throw new RangeError(`Cannot keep windows of ${step} minutes`);
    return known;
  }

  #publish(event: PushedEvent): void {
    this.subscribers.send(this.log.append(event), performance.now());
  }
}

/** Each part once, in its worst state, by name. */
function worstOf(unwell: Health["unwell"]): Health["unwell"] {
  const worst = new Map<string, "degraded" | "down">();
  for (const [part, state] of unwell) {
    if (worst.get(part) !== "down") worst.set(part, state);
  }
  return [...worst].sort(([a], [b]) => a < b ? -1 : 1);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
