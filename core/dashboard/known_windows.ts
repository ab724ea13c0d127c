import type { WindowRow } from "./page_protocol.ts";

/** Differences that {@linkcode KnownWindows.replace} found. */
export interface WindowsDiff {
  readonly rows: readonly WindowRow[];
  readonly gone: readonly (readonly [start: number, lang: string])[];
}

/**
 * The windows of one step length as last read. One query serves every subscriber, and each is sent the differences
 * from the reading before.
 */
export class KnownWindows {
  readonly #steps = new Map<number, Map<string, WindowRow>>();

  /** Replaces the windows in `[from, to)` (minutes since 1970) by `rows`; returns the differences. */
  replace(from: number, to: number, rows: readonly WindowRow[]): WindowsDiff {
    const changed: WindowRow[] = [];
    const gone: [number, string][] = [];
    const fresh = new Map<number, Map<string, WindowRow>>();
    for (const row of rows) {
      const langs = fresh.get(row[0]) ?? new Map<string, WindowRow>();
      fresh.set(row[0], langs.set(row[1], row));
      const known = this.#steps.get(row[0])?.get(row[1]);
      if (known === undefined || !isSame(known, row)) changed.push(row);
    }
    for (const [start, langs] of this.#steps) {
      if (start < from || start >= to) continue;
      for (const lang of langs.keys()) {
        if (!fresh.get(start)?.has(lang)) gone.push([start, lang]);
      }
      this.#steps.delete(start);
    }
    for (const [start, langs] of fresh) this.#steps.set(start, langs);
    return { rows: changed, gone };
  }

  /** The rows in `[from, to)`, by start. */
  select(from: number, to: number): readonly WindowRow[] {
    return [...this.#steps]
      .filter(([start]) => start >= from && start < to)
      .sort(([a], [b]) => a - b)
      .flatMap(([, langs]) => [...langs.values()]);
  }

  /** Drops windows that start before `start`. */
  forget(start: number): void {
    for (const known of this.#steps.keys()) if (known < start) this.#steps.delete(known);
  }
}

function isSame(a: WindowRow, b: WindowRow): boolean {
  return a.every((value, index) => value === b[index]);
}
