import type { Score as StoredScore } from "../store/apply/window_deltas.ts";
import type { NeutralBand, SentimentModel } from "./model.ts";

const CODES = { positive: 1, neutral: 0, negative: -1 } as const;

/** Scores as the tables hold them: hand it to the consumer as `scoreText`, and a post is scored as it is applied. */
export function storedScorer(
  model: SentimentModel,
  band?: NeutralBand,
): (text: string, language: string) => StoredScore {
  return (text, language) => {
    const score = model.score(text, language, band);
    return "unscored" in score
      ? { reason: score.unscored, model: model.version }
      : { label: CODES[score.label], probPos: score.probPos, model: model.version };
  };
}
