import { addScore, type LanguageDelta, type Score } from "../store/apply/window_deltas.ts";
import { addLanguageWindows } from "../store/apply/writes.ts";
import type { Sql } from "../store/connect.ts";

/** What scores change in the language windows of posts that stay where they are. Integers only, so that sums are exact. */
export class ScoreDeltas {
  readonly #byWindow = new Map<number, Map<string, LanguageDelta>>();

  /** @param sign 1 for a new score, -1 for the one it replaces */
  add(
    { minute, lang }: { readonly minute: number; readonly lang: string },
    score: Score,
    sign: 1 | -1,
  ): void {
    addScore(this.#of(minute, lang), score, sign);
  }

  /** Adds them to the windows, in the order in which the consumer locks these: by start, then language. */
  write(sql: Sql): Promise<unknown>[] {
    const deltas = [...this.#byWindow.values()].flatMap((window) => [...window.values()])
      .filter(({ pos, neg, neu, unscored, probPos }) =>
        pos !== 0 || neg !== 0 || neu !== 0 || unscored !== 0 || probPos !== 0
      )
      .sort((a, b) => a.minute - b.minute || (a.lang < b.lang ? -1 : 1));
    return deltas.length === 0 ? [] : [addLanguageWindows(sql, deltas)];
  }

  #of(minute: number, lang: string): LanguageDelta {
    let window = this.#byWindow.get(minute);
    if (window === undefined) this.#byWindow.set(minute, window = new Map());
    let delta = window.get(lang);
    if (delta === undefined) window.set(lang, delta = { ...UNCHANGED, minute, lang });
    return delta;
  }
}

/** The posts stay: no count, length or lateness moves. */
const UNCHANGED = {
  count: 0,
  length: 0,
  late: 0,
  pos: 0,
  neg: 0,
  neu: 0,
  unscored: 0,
  probPos: 0,
  retracts: false,
};
