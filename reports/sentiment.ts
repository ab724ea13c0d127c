import type { Language } from "./language.ts";
import type { Bucket } from "./report_data.ts";

export type Side = "positive" | "neutral" | "negative" | "unscored";

/** In the order they are shown. */
export const SIDES: readonly Side[] = ["positive", "neutral", "negative", "unscored"];

/** Sums over buckets; `scored` and `all` beside the sides. */
export function sentimentTotals(
  buckets: readonly Bucket[],
): Readonly<Record<Side | "scored" | "all", number>> {
  const sum = (of: (bucket: Bucket) => number) =>
    buckets.reduce((total, bucket) => total + of(bucket), 0);
  const [positive, neutral, negative, unscored] = SIDES.map((side) => sum((b) => b[side]));
  const sides = {
    positive: positive ?? 0,
    neutral: neutral ?? 0,
    negative: negative ?? 0,
    unscored: unscored ?? 0,
  };
  return {
    ...sides,
    scored: sides.positive + sides.neutral + sides.negative,
    all: sum(({ toots }) => toots),
  };
}

export function sideName(side: Side, language: Language): string {
  switch (side) {
    case "positive":
      return language.say({ en: "Positive", fr: "Positif" });
    case "neutral":
      return language.say({ en: "Neutral", fr: "Neutre" });
    case "negative":
      return language.say({ en: "Negative", fr: "Négatif" });
    case "unscored":
      return language.say({ en: "Not scored", fr: "Sans score" });
    default:
      return side satisfies never;
  }
}
