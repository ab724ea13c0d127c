import assert from "node:assert/strict";
import fc from "fast-check";
import { chosenRange, isLiveRange, LIVE_RANGES, liveRange, type LiveRangeName } from "./ranges.ts";

Deno.test("a live range ends with the step that the clock stands in, and holds whole steps", () => {
  const now = Date.parse("2026-03-01T10:17:30Z");
  const { from, to, step } = liveRange("24h", now);
  assert.equal(new Date(to * 60_000).toISOString(), "2026-03-01T10:20:00.000Z");
  assert.equal((to - from) / step, 288);
  for (const name of Object.keys(LIVE_RANGES) as LiveRangeName[]) {
    const range = liveRange(name, now);
    assert.equal(range.from % range.step, 0);
  }
});

Deno.test("a range of one's own covers what was asked in at most 401 whole steps", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: 1, max: 400 * 86_400_000 }),
      (from, length) => {
        const range = chosenRange(from, from + length);
        assert.ok(range !== undefined);
        assert.ok(range.from * 60_000 <= from && range.to * 60_000 >= from + length);
        assert.equal(range.from % range.step, 0);
        assert.ok((range.to - range.from) / range.step <= 401);
      },
    ),
  );
});

Deno.test("a range that is empty, backwards, endless or no time at all is refused", () => {
  for (
    const [from, to] of [[5, 5], [9, 5], [0, 401 * 86_400_000], [NaN, 5], [5, NaN], [
      -9e9,
      5,
    ]] as const
  ) {
    assert.equal(chosenRange(from, to), undefined);
  }
  assert.equal(isLiveRange("toString"), false);
});
