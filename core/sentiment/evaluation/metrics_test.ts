import assert from "node:assert/strict";
import fc from "fast-check";
import { bootstrap } from "./bootstrap.ts";
import { calibrated, calibrateSides, sigmoid } from "../model/calibration.ts";
import {
  areaUnderCurve,
  calibrationError,
  recallsOf,
  reliabilityOf,
  weightedF1,
} from "./metrics.ts";
import { seededRandom } from "../../base/random.ts";

Deno.test("the area under the curve is the share of pairs in the right order, ties half", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean());
  fc.assert(fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
    const positives = rows.filter(([, positive]) => positive);
    const negatives = rows.filter(([, positive]) => !positive);
    if (positives.length === 0 || negatives.length === 0) return;
    let right = 0;
    for (const [a] of positives) {
      for (const [b] of negatives) right += a > b ? 1 : a === b ? 0.5 : 0;
    }
    const area = areaUnderCurve(rows.map(([score]) => score), rows.map(([, p]) => p ? 1 : 0));
    assert.ok(Math.abs(area - right / (positives.length * negatives.length)) < 1e-12);
  }));
});

Deno.test("an answer of no class is an error of its row's class", () => {
  assert.deepEqual(recallsOf([0, 1, 2, 2], [0, 3, 2, 3], 3), [1, 0, 0.5]);
});

Deno.test("F1 of a perfect answer is 1, of a constant one on even classes a third", () => {
  assert.equal(weightedF1([0, 1], [0, 1]), 1);
  assert.ok(Math.abs(weightedF1([0, 1], [1, 1]) - 1 / 3) < 1e-12);
});

Deno.test("probabilities above and below 0.5 are calibrated separately, and 0.5 stays 0.5", () => {
  const random = seededRandom(4);
  const logits = Array.from({ length: 40_000 }, () => (random() - 0.5) * 12);
  const labels = logits.map((x) => random() < sigmoid(x < 0 ? 0.5 * x : 1.2 * x) ? 1 : 0);
  const sides = calibrateSides(logits, labels);
  assert.ok(Math.abs(sides.below - 0.5) < 0.03 && Math.abs(sides.above - 1.2) < 0.08);
  assert.equal(calibrated(0, sides), 0.5);
  const after = logits.map((x) => calibrated(x, sides));
  assert.ok(calibrationError(reliabilityOf(after, labels)) < 0.01);
  assert.ok(calibrationError(reliabilityOf(logits.map(sigmoid), labels)) > 0.03);
  const rising = [...logits].sort((a, b) => a - b).map((x) => calibrated(x, sides));
  assert.ok(rising.every((p, i) => i === 0 || p >= rising[i - 1]!));
  // A side without rows keeps the slope that it has.
  assert.equal(calibrateSides([1, 2, 3], [1, 0, 1]).below, 1);
});

Deno.test("few rows move the calibration slopes only a little", () => {
  const row = fc.tuple(fc.double({ min: -12, max: 12, noNaN: true }), fc.constantFrom(0, 1));
  fc.assert(fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
    const { below, above } = calibrateSides(rows.map(([x]) => x), rows.map(([, label]) => label));
    for (const slope of [below, above]) assert.ok(slope > 0.1 && slope < 3, `${slope}`);
  }));
  // All of them right, all of them wrong, and one of each side.
  const right = calibrateSides([8, 9, 10, -3], [1, 1, 1, 0]);
  assert.ok(right.above > 1 && right.above < 1.2 && right.below > 1 && right.below < 1.1);
  const wrong = calibrateSides([2, -2], [0, 1]);
  assert.ok(wrong.above > 0.7 && wrong.above < 1, `${wrong.above}`);
  assert.ok(Math.abs(wrong.above - wrong.below) < 1e-6);
});

Deno.test("a bootstrap interval holds the value and narrows with more rows", () => {
  const share = (rows: number) =>
    bootstrap(rows, (counts) => {
      let ones = 0;
      let all = 0;
      for (let i = 0; i < rows; i++) {
        const count = counts?.[i] ?? 1;
        all += count;
        if (i % 2 === 0) ones += count;
      }
      return ones / all;
    });
  const few = share(100);
  const many = share(10_000);
  assert.ok(few.low < 0.5 && few.high > 0.5);
  assert.ok(few.high - few.low > 5 * (many.high - many.low));
});
