import type { Score } from "./model.ts";

/** What a score counts as where every row counts, 0 to 1: who does not judge gives even odds. */
export function probabilityOf(score: Score): number {
  return "unscored" in score ? 0.5 : score.probPos / 1e6;
}
