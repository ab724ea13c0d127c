/** What a classifier's figures are worth where classes have other shares than in the rows that it was measured on; pure. */

/** How a model labels: row c, column k: share of the rows of class c that it calls k. Rows of unscored posts are not in it. */
export type Confusion = readonly (readonly number[])[];

/** Posts whose classes are unknown: how many of them a model calls each class, and how it confuses these. */
export interface Labelled {
  readonly said: readonly number[];
  readonly confusion: Confusion;
}

const ROUNDS = 2_000;

/**
 * The shares of the classes among posts of which only the model's labels are known: the most likely ones, given how the model
 * confuses classes (expectation maximisation, Saerens and others 2002). Where it confuses two alike, they cannot be told.
 */
export function estimateShares(posts: readonly Labelled[]): readonly number[] {
  const classes = posts[0]?.confusion.length ?? 0;
  let shares = Array.from({ length: classes }, () => 1 / classes);
  for (let round = 0; round < ROUNDS; round++) {
    const expected = shares.map(() => 0);
    for (const { said, confusion } of posts) {
      for (const [k, count] of said.entries()) {
        const joint = shares.map((share, c) => share * confusion[c]![k]!);
        const all = joint.reduce((sum, part) => sum + part, 0);
        if (all > 0) {
          for (const [c, part] of joint.entries()) expected[c]! += count * part / all;
        }
      }
    }
    const all = expected.reduce((sum, count) => sum + count, 0);
    shares = expected.map((count) => count / all);
  }
  return shares;
}

/** Share of right labels, their mean F1, and of each label the share that is right, where classes have these shares. */
export function figuresAtShares(confusion: Confusion, shares: readonly number[]): {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly precision: readonly number[];
} {
  const said = shares.map((_, k) => shares.reduce((sum, p, c) => sum + p * confusion[c]![k]!, 0));
  const right = shares.map((share, c) => share * confusion[c]![c]!);
  const f1 = right.map((part, c) => 2 * part / (shares[c]! + said[c]!));
  return {
    accuracy: right.reduce((sum, part) => sum + part, 0),
    macroF1: f1.reduce((sum, each) => sum + each, 0) / shares.length,
    precision: right.map((part, c) => part / said[c]!),
  };
}
