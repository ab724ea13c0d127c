import assert from "node:assert/strict";
import fc from "fast-check";
import { isEnoughPast, isRising, timesExpected, usualOf } from "./enough_past.ts";

const zeros = (length: number) => Array<number>(length).fill(0);

Deno.test("usual is the median of the steps that were observed, and nothing where fewer than half were", () => {
  for (
    const [counts, usual] of [
      // A pipeline of 24, and of 36 minutes, in a range of an hour.
      [[...zeros(36), ...Array<number>(24).fill(40)], undefined],
      [[...zeros(24), ...Array<number>(36).fill(40)], 40],
      // It stood still for a third of the range.
      [[...Array<number>(20).fill(9), ...zeros(20), ...Array<number>(20).fill(11)], 11],
      [zeros(60), undefined],
      [[], undefined],
      // A quiet server: silences this short are its own.
      [Array.from({ length: 60 }, (_, i) => i % 4 === 0 ? 1 : 0), 0],
    ] as const
  ) {
    assert.equal(usualOf(counts), usual, JSON.stringify(counts));
  }
});

Deno.test("usually 0 is said of chosen languages where others were heard, and of no time that nobody observed", () => {
  const seen = Array<number>(60).fill(30);
  assert.equal(usualOf(zeros(60), seen), 0);
  assert.equal(usualOf([...zeros(50), ...Array<number>(10).fill(3)], seen), 0);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 29 }),
      fc.integer({ min: 1, max: 9_999 }),
      (age, rate) => {
        assert.equal(usualOf([...zeros(60 - age), ...Array<number>(age).fill(rate)]), undefined);
      },
    ),
  );
});

Deno.test("an expected count below one never becomes a factor", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (count, expected) => assert.equal(timesExpected(count, expected), undefined),
    ),
  );
  assert.equal(timesExpected(1_255, 0), undefined);
  assert.equal(timesExpected(30, 10), 3);
});

Deno.test("what falls does not rise, and half of the past is enough", () => {
  assert.equal(isRising({ recent: 90, expected: 40, before: 140 }), false);
  assert.equal(isRising({ recent: 90, expected: 40, before: 90 }), true);
  assert.equal(isRising({ recent: 40, expected: 40, before: 0 }), false);
  assert.deepEqual([29, 30].map((observed) => isEnoughPast(observed, 60)), [false, true]);
});
