import { dialectBias } from "../core/sentiment/evaluation/dialect_bias.ts";
import { type Evaluation, figuresOf } from "../core/sentiment/evaluation/evaluate.ts";
import { identityBias } from "../core/sentiment/evaluation/identity_terms.ts";
import { type Label, NEGATIVE, NEUTRAL, POSITIVE } from "../core/sentiment/data/labelled_rows.ts";
import type { Score } from "../core/sentiment/model/model.ts";

/** Figures of a fictitious model that is right three times in four, on generated rows. */
export function exampleEvaluation(classes: 2 | 3, rows = 120): Evaluation {
  const kinds: readonly Label[] = classes === 3
    ? [NEGATIVE, NEUTRAL, POSITIVE]
    : [NEGATIVE, POSITIVE];
  const labels = Array.from({ length: rows }, (_, i) => kinds[i % kinds.length]!);
  const scores = labels.map((label, i): Score => {
    if (i % 40 === 39) return { unscored: "no_known_token" };
    const said = i % 4 === 3 ? kinds[(i + 1) % kinds.length]! : label;
    const probPos = 150_000 + 350_000 * said + (i * 7_919) % 140_000;
    return { probPos, label: (["negative", "neutral", "positive"] as const)[said] };
  });
  const texts = labels.map((_, i) => `${"word ".repeat(1 + i % 20)}${i % 5 ? "" : "not :)"}`);
  const fair = { score: (): Score => ({ probPos: 500_000, label: "neutral" }) };
  return {
    model: "0123456789ab",
    broken: 0,
    brokenExamples: [],
    ...figuresOf({ classes }, { texts, labels }, scores),
    bias: { identity: identityBias(fair), languages: {}, dialect: dialectBias(fair) },
  };
}
