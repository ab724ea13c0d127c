import type { Score as StoredScore } from "../windows/window_deltas.ts";
import { markLinks } from "../sentiment/text/mark_links.ts";
import type { NeutralBand, SentimentModel } from "../sentiment/model/model.ts";

/** Scores posts in the form that `toot_scores` stores. */
export interface PostScorer {
  /** Version of the model, of how it reads posts, and of its neutral band; stored in each row. */
  readonly version: string;
  /** @param html what the text was made from, if known; it shows which words are links */
  score(text: string, language: string, html?: string): StoredScore;
}

/**
 * Raise it whenever the same model would give the same post another score, so that stored scores are computed again. 2: posts
 * are read without their links.
 */
const READING = 2;
const LABELS = { positive: 1, neutral: 0, negative: -1 } as const;

/** A {@linkcode PostScorer} for a model. */
export function postScorer(model: SentimentModel, band?: NeutralBand): PostScorer {
  const read = `${model.version} reading ${READING}`;
  const version = band === undefined ? read : `${read} neutral ${band.low}-${band.high}`;
  return {
    version,
    score(text, language, html = "") {
      const score = model.score(markLinks(text, html), language, band);
      return "unscored" in score
        ? { reason: score.unscored, model: version }
        : { label: LABELS[score.label], probPos: score.probPos, model: version };
    },
  };
}
