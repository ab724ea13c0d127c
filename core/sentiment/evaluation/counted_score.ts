import { NEGATIVE, NEUTRAL, POSITIVE } from "../data/labelled_rows.ts";
import { NO_CLASS } from "./metrics.ts";
import type { Score } from "../model/model.ts";

const CLASSES = { negative: NEGATIVE, neutral: NEUTRAL, positive: POSITIVE } as const;

/** What a score counts as where every row counts, 0 to 1: who does not judge gives even odds. */
export function probabilityOf(score: Score): number {
  return "unscored" in score ? 0.5 : score.probPos / 1e6;
}

/** The class that a score counts as; who does not judge has none, which is an error. */
export function classOf(score: Score): number {
  return "unscored" in score ? NO_CLASS : CLASSES[score.label];
}
