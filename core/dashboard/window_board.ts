import type { WindowRow } from "./wire.ts";

/** What {@linkcode WindowBoard.replace} found to be different. */
export interface BoardChange {
  readonly rows: readonly WindowRow[];
  readonly gone: readonly (readonly [start: number, lang: string])[];
}

/**
 * The windows of one step length as they were last read, so that what changed can be told apart from what was only read
 * again: one query serves every viewer, and each gets the difference.
 */
export class WindowBoard {
  readonly #steps = new Map<number, Map<string, WindowRow>>();

  /** Sets what lies in `[from, to)` (minutes since 1970) to `rows`, and says what that changed. */
  replace(from: number, to: number, rows: readonly WindowRow[]): BoardChange {
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

  /** Forgets what starts before `start`: it has left every live range. */
  forget(start: number): void {
    for (const known of this.#steps.keys()) if (known < start) this.#steps.delete(known);
  }
}

function isSame(a: WindowRow, b: WindowRow): boolean {
  return a.every((value, index) => value === b[index]);
}
