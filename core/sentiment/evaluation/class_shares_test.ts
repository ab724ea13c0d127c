import assert from "node:assert/strict";
import fc from "fast-check";
import { estimateShares, figuresAtShares } from "./class_shares.ts";

const CONFUSION = [[0.7, 0.2, 0.1], [0.15, 0.6, 0.25], [0.05, 0.25, 0.7]];

Deno.test("property: shares are found again from what the model calls posts of them", () => {
  const weight = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.tuple(weight, weight, weight), (weights) => {
      const all = weights[0] + weights[1] + weights[2];
      const shares = weights.map((each) => each / all);
      const said = [0, 1, 2].map((k) =>
        shares.reduce((sum, share, c) => sum + share * CONFUSION[c]![k]!, 0) * 1_000
      );
      const found = estimateShares([{ said, confusion: CONFUSION }]);
      for (const [c, share] of shares.entries()) assert.ok(Math.abs(found[c]! - share) < 0.01);
    }),
    { numRuns: 50 },
  );
});

Deno.test("posts of two models count together", () => {
  const sure = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const found = estimateShares([
    { said: [10, 80, 10], confusion: sure },
    { said: [30, 60, 10], confusion: sure },
  ]);
  assert.deepEqual(found.map((share) => Math.round(share * 1_000)), [200, 700, 100]);
});

Deno.test("with equal shares the figures are those of the rows, with others they move", () => {
  const even = figuresAtShares(CONFUSION, [1 / 3, 1 / 3, 1 / 3]);
  assert.ok(Math.abs(even.accuracy - 2 / 3) < 1e-9);
  assert.ok(Math.abs(even.precision[0]! - 70 / 90) < 1e-9);
  const plain = figuresAtShares(CONFUSION, [0.1, 0.8, 0.1]);
  assert.ok(Math.abs(plain.accuracy - 0.62) < 1e-9);
  // 7 of the 7 + 12 + .5 that are called negative.
  assert.ok(Math.abs(plain.precision[0]! - 7 / 19.5) < 1e-9);
  assert.ok(plain.macroF1 < even.macroF1);
});
