import type {
  MinuteRow,
  Snapshot,
  WindowRow,
  WindowsChanged,
} from "../../../core/dashboard/page_protocol.ts";

/** Sums over rows. */
export interface Totals {
  posts: number;
  length: number;
  late: number;
  positive: number;
  neutral: number;
  negative: number;
  unscored: number;
}

/** One step of time, all its languages. */
export interface Step extends Totals {
  /** ms since 1970. */
  readonly start: number;
  readonly end: number;
  /** Not final: it ends after the watermark. */
  readonly live: boolean;
  readonly langs: ReadonlyMap<string, number>;
}

/** The windows of the page, updated by the worker's events. */
export class WindowModel {
  readonly #rows = new Map<string, WindowRow>();
  #watermark: number | null = null;
  #step = 1;
  #minutes: readonly MinuteRow[] = [];

  get watermark(): number | null {
    return this.#watermark;
  }

  get step(): number {
    return this.#step;
  }

  start(
    { rows, step, watermark, minutes }: Pick<Snapshot, "rows" | "step" | "watermark" | "minutes">,
  ): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(keyOf(row), row);
    this.#step = step;
    this.#watermark = watermark;
    this.#minutes = minutes;
  }

  apply({ rows, gone, watermark, minutes }: WindowsChanged): void {
    for (const row of rows) this.#rows.set(keyOf(row), row);
    for (const key of gone) this.#rows.delete(keyOf(key));
    this.#watermark = watermark;
    this.#minutes = minutes;
  }

  /** Posts of one of the newest minutes (since 1970); empty `langs`: all languages. */
  postsIn(minute: number, langs: readonly string[]): number {
    const rows: Iterable<MinuteRow | WindowRow> = this.#step === 1
      ? this.#rows.values()
      : this.#minutes;
    let posts = 0;
    for (const row of rows) {
      if (row[0] === minute && (langs.length === 0 || langs.includes(row[1]))) posts += row[2];
    }
    return posts;
  }

  /** Drops windows that start before `from` (minutes since 1970). */
  forget(from: number): void {
    for (const [key, row] of this.#rows) if (row[0] < from) this.#rows.delete(key);
  }

  /** Languages in `[from, to)` (minutes) with their posts, most first. */
  languages(from: number, to: number): readonly (readonly [lang: string, posts: number])[] {
    const posts = new Map<string, number>();
    for (const row of this.#rows.values()) {
      if (row[0] >= from && row[0] < to) posts.set(row[1], (posts.get(row[1]) ?? 0) + row[2]);
    }
    return [...posts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  /** Every step of `[from, to)` (minutes since 1970), empty ones too; empty `langs`: all languages. */
  steps(from: number, to: number, langs: readonly string[]): readonly Step[] {
    const wanted = new Set(langs);
    const steps = new Map<number, Step & { langs: Map<string, number> }>();
    for (let at = from; at < to; at += this.#step) {
      const end = (at + this.#step) * 60_000;
      const live = this.#watermark === null || end > this.#watermark;
      steps.set(at, { start: at * 60_000, end, live, langs: new Map(), ...zero() });
    }
    for (const row of this.#rows.values()) {
      const step = steps.get(row[0]);
      if (step === undefined || (wanted.size > 0 && !wanted.has(row[1]))) continue;
      add(step, row);
      step.langs.set(row[1], (step.langs.get(row[1]) ?? 0) + row[2]);
    }
    return [...steps.values()];
  }
}

/** The sums of several steps. */
export function totalOf(steps: readonly Totals[]): Totals {
  const total = zero();
  for (const step of steps) {
    for (const key of Object.keys(total) as (keyof Totals)[]) total[key] += step[key];
  }
  return total;
}

function zero(): Totals {
  return { posts: 0, length: 0, late: 0, positive: 0, neutral: 0, negative: 0, unscored: 0 };
}

function add(totals: Totals, row: WindowRow): void {
  const [, , posts, length, late, positive, negative, neutral, unscored] = row;
  totals.posts += posts;
  totals.length += length;
  totals.late += late;
  totals.positive += positive;
  totals.negative += negative;
  totals.neutral += neutral;
  totals.unscored += unscored;
}

function keyOf([start, lang]: readonly [number, string, ...unknown[]]): string {
  return `${start} ${lang}`;
}
