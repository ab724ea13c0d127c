import type { Score as StoredScore } from "../windows/window_deltas.ts";
import { markLinks } from "../sentiment/text/mark_links.ts";
import type { NeutralBand, SentimentModel } from "../sentiment/model/model.ts";

/** A model with its idea of neutral, as the tables keep its scores. */
export interface Judge {
  /** What rows say of who scored them: another band, or another way to read a post, is another judge. */
  readonly version: string;
  /** `html`: what the text was made from, where that is known; it says which words are links. */
  judge(text: string, language: string, html?: string): StoredScore;
}

/**
 * Rises when the same model judges the same post otherwise, so that what was scored before is scored again. 2: a post is
 * read without its links.
 */
const READING = 2;
const LABELS = { positive: 1, neutral: 0, negative: -1 } as const;

/** Turns a model's answers into what a row of `toot_scores` holds. */
export function judgeWith(model: SentimentModel, band?: NeutralBand): Judge {
  const read = `${model.version} reading ${READING}`;
  const version = band === undefined ? read : `${read} neutral ${band.low}-${band.high}`;
  return {
    version,
    judge(text, language, html = "") {
      const score = model.score(markLinks(text, html), language, band);
      return "unscored" in score
        ? { reason: score.unscored, model: version }
        : { label: LABELS[score.label], probPos: score.probPos, model: version };
    },
  };
}
