import assert from "node:assert/strict";
import fc from "fast-check";
import { minuteOf } from "./minute.ts";
import { advanceWatermark, isLate } from "./watermark.ts";

const MINUTE = 60_000;
const at = (eventTime: number, receivedAt: number | null = null) => ({
  eventTime,
  receivedAt,
  timestamp: 0,
});

Deno.test("a time belongs to the minute that starts at or before it, before 1970 too", () => {
  assert.equal(minuteOf(0), 0);
  assert.equal(minuteOf(59_999), 0);
  assert.equal(minuteOf(60_000), 1);
  assert.equal(minuteOf(-1), -1);
});

Deno.test("watermark never moves backwards and stays the bound behind the highest event time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1 }), (times) => {
      let watermark: number | null = null;
      for (const time of times) {
        const next: number = advanceWatermark(watermark, at(time), 5_000);
        assert.ok(watermark === null || next >= watermark);
        watermark = next;
      }
      assert.equal(watermark, Math.max(...times) - 5_000);
    }),
  );
});

Deno.test("a post from the future moves the watermark no further than its receive time", () => {
  const now = 100 * MINUTE;
  assert.equal(advanceWatermark(null, at(10 ** 12, now), 5_000), now - 5_000);
  assert.equal(
    advanceWatermark(null, { eventTime: 10 ** 12, receivedAt: null, timestamp: now }, 5_000),
    now - 5_000,
  );
});

Deno.test("a record is late once its whole window lies at or before the watermark", () => {
  assert.equal(isLate(0, null), false);
  assert.equal(isLate(0, MINUTE - 1), false);
  assert.equal(isLate(0, MINUTE), true);
  assert.equal(isLate(MINUTE - 1, MINUTE), true);
  assert.equal(isLate(MINUTE, MINUTE), false);
});
