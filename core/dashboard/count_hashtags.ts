import type { Sql } from "../store/connect.ts";
import {
  NOTHING_RISES,
  PAST_STEPS,
  RECENT_STEPS,
  risingTags,
  type TagHistory,
} from "./hashtag_counts.ts";
import { readHashtags, startOfStep, stepOf } from "./read_hashtags.ts";
import type { Rising } from "./wire.ts";

/**
 * Counts hashtags at a bounded cost: a step that is over is read once and kept, only the newest two are read again.
 */
export class HashtagCounter {
  readonly #sql: Sql;
  readonly #steps = new Map<number, ReadonlyMap<string, number>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Counts up to `now` (ms since 1970, the database's clock). */
  async count(now: number, signal: AbortSignal): Promise<Rising> {
    const last = stepOf(now);
    const first = last - RECENT_STEPS - PAST_STEPS + 1;
    for (const step of this.#steps.keys()) if (step < first) this.#steps.delete(step);
    for (let step = first; step <= last && !signal.aborted; step++) {
      if (step <= last - RECENT_STEPS && this.#steps.has(step)) continue;
      const counts = await readHashtags(this.#sql, startOfStep(step), startOfStep(step + 1));
      this.#steps.set(step, new Map(counts.map(({ tag, posts }) => [tag, posts])));
    }
    const from = startOfStep(last - RECENT_STEPS + 1);
    const recent = await readHashtags(this.#sql, from, now);
    const stretch = (now - from) / (startOfStep(1) - startOfStep(0));
    const history: TagHistory = this.#steps;
    return { ...NOTHING_RISES, at: now, tags: risingTags(recent, history, { last, stretch }) };
  }
}
