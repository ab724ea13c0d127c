import type { TextScorer } from "../model/model.ts";
import { probabilityOf } from "./counted_score.ts";
import { meanOf } from "./metrics.ts";

/** Mean `prob_pos` (0 to 1) of sentences in a language. */
export function meanProbability(
  model: TextScorer,
  language: string,
  sentences: readonly string[],
): number {
  return meanOf(sentences.map((sentence) => probabilityOf(model.score(sentence, language))));
}

/** How far the numbers that `mean` gives to the terms of a group are apart, by group. */
export function distancesWithin<Term>(
  groups: Readonly<Record<string, readonly Term[]>>,
  mean: (term: Term) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(groups).map(([group, terms]) => {
      const means = terms.map(mean);
      return [group, Math.max(...means) - Math.min(...means)];
    }),
  );
}
