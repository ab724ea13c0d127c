import { yieldToEventLoop } from "../../base/yield_to_event_loop.ts";
import { probabilityOf } from "./counted_score.ts";
import {
  accuracyOf,
  areaUnderCurve,
  calibrationError,
  reliabilityOf,
  weightedF1,
} from "./metrics.ts";
import type { HeldOutFigures } from "../model/measured_model.ts";
import type { SentimentModel } from "../model/model.ts";

/**
 * Measures a finished model through {@linkcode SentimentModel.score}, the function that scores posts.
 *
 * @param labels 1 for positive, 0 for negative, in the order of the texts
 */
export async function heldOutFigures(
  model: SentimentModel,
  { texts, labels }: { readonly texts: Iterable<string>; readonly labels: ArrayLike<number> },
  signal?: AbortSignal,
): Promise<HeldOutFigures> {
  const probabilities = new Float64Array(labels.length);
  let row = 0;
  let scored = 0;
  for (const text of texts) {
    const score = model.score(text);
    if (!("unscored" in score)) scored++;
    probabilities[row++] = probabilityOf(score);
    if (row % 10_000 === 0) {
      signal?.throwIfAborted();
      await yieldToEventLoop();
    }
  }
  const predicted = Array.from(probabilities, (p) => p >= 0.5 ? 1 : 0);
  return {
    auc: areaUnderCurve(probabilities, labels),
    accuracy: accuracyOf(labels, predicted),
    f1: weightedF1(labels, predicted),
    ece: calibrationError(reliabilityOf(probabilities, labels)),
    coverage: scored / row,
  };
}
