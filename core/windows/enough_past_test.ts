import assert from "node:assert/strict";
import fc from "fast-check";
import { isEnoughPast, isRising, risingPeriods, timesExpected, usualOf } from "./enough_past.ts";

Deno.test("usual is the median of the steps that were observed whole, and nothing where fewer than half were", () => {
  const wholes = (from: number, to: number) =>
    Array.from({ length: 60 }, (_, step) => step >= from && step < to);
  const counts = (from: number, rate: number) => [
    ...Array<number>(from).fill(0),
    ...Array<number>(60 - from).fill(rate),
  ];
  for (
    const [values, whole, usual] of [
      // A pipeline of 24, and of 36 minutes, in a range of an hour.
      [counts(36, 40), wholes(37, 60), undefined],
      [counts(24, 40), wholes(25, 60), 40],
      [counts(24, 40), undefined, 40],
      [counts(60, 0), wholes(0, 0), undefined],
      [[], undefined, undefined],
      // Chosen languages: nothing of them, while others were heard.
      [counts(50, 3), wholes(0, 60), 0],
    ] as const
  ) assert.equal(usualOf(values, whole), usual, JSON.stringify(values));
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

Deno.test("what falls or what chance explains is not said to rise, and half of the past is enough to say so", () => {
  assert.equal(isRising({ recent: 90, expected: 40, before: 140 }), false);
  assert.equal(isRising({ recent: 90, expected: 40, before: 90 }), true);
  assert.equal(isRising({ recent: 40, expected: 40, before: 0 }), false);
  assert.equal(isRising({ recent: 52, expected: 40, before: 0 }), false);
  assert.equal(isRising({ recent: 4, expected: 0, before: 0 }), false);
  assert.deepEqual([29, 30].map((observed) => isEnoughPast(observed, 60)), [false, true]);
});

Deno.test("the periods lie in the range, the recent one is its newest quarter or day, the past at most seven times as long", () => {
  const at = Date.UTC(2026, 2, 1, 12, 34);
  const hour = 3_600_000;
  assert.deepEqual(risingPeriods(at - hour, at), {
    pastFrom: at - hour,
    recentFrom: at - hour / 4,
    until: at,
  });
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 3 * 365 * 24 * 60 }),
    (minutes) => {
      const from = at - minutes * 60_000;
      const { pastFrom, recentFrom, until } = risingPeriods(from, at);
      assert.equal(until, at);
      assert.ok(pastFrom <= recentFrom && recentFrom < until);
      // Whole hours in what is counted by hours.
      const slack = until - pastFrom > 12 * hour ? hour : 0;
      assert.ok(pastFrom >= from - slack);
      assert.ok(until - recentFrom <= Math.min(minutes * 60_000 / 4, 24 * hour) + slack);
      assert.ok(recentFrom - pastFrom <= 7 * (until - recentFrom) + slack);
      if (slack > 0) assert.ok(pastFrom % hour === 0 && recentFrom % hour === 0);
    },
  ));
});
