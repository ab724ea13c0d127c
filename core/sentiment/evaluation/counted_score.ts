import { NEGATIVE, NEUTRAL, POSITIVE } from "../data/labelled_rows.ts";
import { NO_CLASS } from "./metrics.ts";
import type { Score } from "../model/model.ts";

const CLASSES = { negative: NEGATIVE, neutral: NEUTRAL, positive: POSITIVE } as const;

/** P(positive) of a score, 0 to 1; unscored counts as probability 0.5. */
export function probabilityOf(score: Score): number {
  return "unscored" in score ? 0.5 : score.probPos / 1e6;
}

/** The class of a score; unscored counts as an error. */
export function classOf(score: Score): number {
  return "unscored" in score ? NO_CLASS : CLASSES[score.label];
}
