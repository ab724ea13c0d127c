import assert from "node:assert/strict";
import fc from "fast-check";
import { countOf, endOf, floorTo, isThin, type Unit, unitFor, wholeUnits } from "./time_buckets.ts";

const UNITS: readonly Unit[] = ["minute", "hour", "day", "week", "month", "quarter", "year"];
const DAY = 86_400_000;
const times = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 3 * DAY }),
  fc.integer({ min: 1, max: 4_000 }).map((days) => days * DAY),
  fc.integer({ min: 1, max: 4_000 * DAY }),
);

Deno.test("whatever the span, a bar has at least four pixels, in the finest unit that allows it", () => {
  fc.assert(
    fc.property(times, lengths, fc.integer({ min: 300, max: 2_000 }), (from, length, width) => {
      const to = from + length;
      const unit = unitFor(from, to, width);
      if (unit !== "minute" && unit !== "hour") {
        assert.ok(width / countOf(unit, from, to) >= 4);
        const finer = UNITS[UNITS.indexOf(unit) - 1];
        if (finer !== undefined && finer !== "hour") {
          assert.ok(width / countOf(finer, from, to) < 4);
        }
      }
    }),
  );
});

Deno.test("units: a month of days, a year and two of weeks, ten of months, a working life of quarters", () => {
  const end = Date.UTC(2026, 1, 11, 15);
  const unitOf = (days: number) => unitFor(end - days * DAY, end);
  assert.deepEqual(
    [2, 30, 180, 365, 730, 1_300, 3_650, 9_000, 20_000].map(unitOf),
    ["day", "day", "day", "week", "week", "week", "month", "quarter", "year"],
  );
});

Deno.test("a unit begins where it is floored to, ends where the next begins, and whole units cover the span", () => {
  fc.assert(
    fc.property(times, lengths, fc.constantFrom(...UNITS), (from, length, unit) => {
      const start = floorTo(unit, from);
      assert.ok(start <= from && from < endOf(unit, start));
      assert.equal(floorTo(unit, start), start);
      assert.equal(floorTo(unit, endOf(unit, start) - 1), start);
      assert.equal(floorTo(unit, endOf(unit, start)), endOf(unit, start));
      const to = from + length;
      const [first, last] = wholeUnits(unit, from, to);
      assert.ok(first <= from && to <= last && last - first > 0);
      assert.equal(countOf(unit, first, last), countOf(unit, from, to));
      if (countOf(unit, from, to) < 50) {
        let units = 0;
        for (let at = first; at < last; at = endOf(unit, at)) units++;
        assert.equal(units, countOf(unit, from, to));
      }
    }),
  );
});

Deno.test("weeks begin on Mondays, as PostgreSQL's do, before 1970 too", () => {
  for (
    const [time, monday] of [
      ["2026-01-01T00:00:00Z", "2025-12-29"],
      ["2026-01-04T23:59:59Z", "2025-12-29"],
      ["2026-01-05T00:00:00Z", "2026-01-05"],
      ["1970-01-01T00:00:00Z", "1969-12-29"],
      ["1969-12-28T10:00:00Z", "1969-12-22"],
    ] as const
  ) {
    assert.equal(new Date(floorTo("week", Date.parse(time))).toISOString().slice(0, 10), monday);
  }
});

Deno.test("bars of a month of days have outlines, those of two years of weeks do not", () => {
  const end = Date.UTC(2026, 1, 11);
  assert.equal(isThin("day", end - 30 * DAY, end), false);
  assert.equal(isThin("week", end - 730 * DAY, end), true);
});
