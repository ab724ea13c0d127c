import assert from "node:assert/strict";
import { isObservedWhole, observedUntil, observedWithin, type Stretch } from "./observed.ts";

const MINUTE = 60_000;
const of = (...minutes: readonly (readonly [number, number])[]): Stretch[] =>
  minutes.map(([from, until]) => [from * MINUTE, until * MINUTE]);

Deno.test("the observed part of a range is that of all stretches in it, cut at its ends", () => {
  const table: [Stretch[], number, number, number][] = [
    [[], 0, 10, 0],
    [of([0, 10]), 0, 10, 10],
    [of([2, 4], [6, 9]), 0, 10, 5],
    [of([2, 4], [6, 9]), 3, 7, 2],
    [of([2, 4], [6, 9]), 4, 6, 0],
    [of([-5, 3], [12, 20]), 0, 10, 3],
  ];
  for (const [stretches, from, to, minutes] of table) {
    const observed = observedWithin(stretches, from * MINUTE, to * MINUTE) / MINUTE;
    assert.equal(observed, minutes, JSON.stringify([stretches, from, to]));
  }
});

Deno.test("the last stretch goes on for as long as a silence may be one of the stream's own", () => {
  const until = (now: number, ...minutes: readonly (readonly [number, number])[]) =>
    observedUntil({ stretches: of(...minutes), silenceMs: 5 * MINUTE }, now * MINUTE);
  assert.deepEqual(until(14, [0, 3], [6, 10]), of([0, 3], [6, 14]));
  assert.deepEqual(until(15, [6, 10]), of([6, 15]));
  assert.deepEqual(until(16, [6, 10]), of([6, 10]));
  assert.deepEqual(until(9, [6, 10]), of([6, 10]));
  assert.deepEqual(until(9), []);
});

Deno.test("a range is observed whole within one stretch, a minute from its ends", () => {
  const whole = (from: number, to: number) =>
    isObservedWhole(of([0, 10], [10, 20]), from * MINUTE, to * MINUTE);
  assert.deepEqual([whole(1, 9), whole(0, 9), whole(1, 10), whole(5, 15), whole(11, 19)], [
    true,
    false,
    false,
    false,
    true,
  ]);
});
