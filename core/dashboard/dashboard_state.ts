import { Subscribers } from "./subscribers.ts";
import { EventLog } from "./event_log.ts";
import { NOTHING_RISES } from "./hashtag_counts.ts";
import { LIVE_RANGES, liveRange, type LiveRangeName, type Range } from "./ranges.ts";
import type { Moment } from "./read_windows.ts";
import { WindowBoard } from "./window_board.ts";
import type { Gap, Health, PushedEvent, Rising, Snapshot, WindowRow } from "./wire.ts";

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
  feed: "listen",
  viewers: 0,
};

/** What is known now, and everyone who watches it: a change is published once and reaches all. */
export class DashboardState {
  readonly audience = new Subscribers();
  readonly log = new EventLog();
  readonly #boards = new Map(LIVE_STEPS.map(({ step }) => [step, new WindowBoard()]));
  #moment: Moment = { now: 0, watermark: null, newest: null };
  #readAt = performance.now();
  #gaps: readonly Gap[] = [];
  #health: Health = UNKNOWN;
  #rising: Rising = NOTHING_RISES;

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

  /** Takes what was read of a stretch of windows; publishes what is different. */
  setWindows({ from, to, step }: Range, rows: readonly WindowRow[], turned: boolean): void {
    const change = this.#board(step).replace(from, to, rows);
    if (change.rows.length === 0 && change.gone.length === 0 && !turned) return;
    const { now, watermark } = this.#moment;
    this.#publish({ type: "windows", step, data: { now, watermark, ...change } });
  }

  setGaps(gaps: readonly Gap[]): void {
    if (isSame(this.#gaps, gaps)) return;
    this.#gaps = gaps;
    this.#publish({ type: "gaps", data: gaps });
  }

  setHealth(health: Partial<Health>): void {
    const next = { ...this.#health, ...health, viewers: this.audience.size };
    if (isSame(this.#health, next)) return;
    this.#health = next;
    this.#publish({ type: "health", data: next });
  }

  setRising(rising: Rising): void {
    this.#rising = rising;
    this.#publish({ type: "rising", data: rising });
  }

  /** Forgets windows that have left every live range. */
  forgetOld(): void {
    for (const { step, longest } of LIVE_STEPS) {
      this.#board(step).forget(liveRange(longest, this.now).from);
    }
  }

  /** What a page that shows a live range starts from. */
  snapshot(name: LiveRangeName): Snapshot {
    const range = liveRange(name, this.now);
    const rows = this.#board(LIVE_RANGES[name].step).select(range.from, range.to);
    return { ...this.#around(range), live: true, rows };
  }

  /** What a page that shows a range of its own starts from. */
  chosenSnapshot(range: Range, rows: readonly WindowRow[]): Snapshot {
    return { ...this.#around(range), live: false, rows };
  }

  #around({ from, to, step }: Range): Omit<Snapshot, "rows" | "live"> {
    const { watermark, newest } = this.#moment;
    return {
      version: this.log.version,
      now: this.now,
      from,
      to,
      step,
      watermark,
      newest,
      gaps: this.#gaps,
      health: this.#health,
      rising: this.#rising,
    };
  }

  #board(step: number): WindowBoard {
    const board = this.#boards.get(step);
    if (board === undefined) throw new RangeError(`Cannot keep windows of ${step} minutes`);
    return board;
  }

  #publish(event: PushedEvent): void {
    this.audience.send(this.log.append(event), performance.now());
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
