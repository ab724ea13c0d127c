import type { Score as StoredScore } from "../windows/window_deltas.ts";
import { judgedText, type ShownWith } from "./judged_text.ts";
import type { NeutralBand } from "../sentiment/model/model.ts";
import { scoreVersion } from "./score_version.ts";
import type { ModelSet } from "../sentiment/model/model_set.ts";

/** Scores posts in the form that `toot_scores` stores. */
export interface PostScorer {
  /** {@linkcode scoreVersion} */
  readonly version: string;
  score(text: string, language: string, shown?: ShownWith): StoredScore;
}

const LABELS = { positive: 1, neutral: 0, negative: -1 } as const;

/** A {@linkcode PostScorer} for a model. */
export function postScorer(model: ModelSet, band?: NeutralBand): PostScorer {
  const version = scoreVersion(model.version, band);
  return {
    version,
    score(text, language, shown) {
      const score = model.score(judgedText(text, shown), language, band);
      const { language: read } = score;
      return "unscored" in score
        ? { reason: score.unscored, model: version, language: read }
        : { label: LABELS[score.label], probPos: score.probPos, model: version, language: read };
    },
  };
}
