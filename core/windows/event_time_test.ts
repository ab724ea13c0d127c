import assert from "node:assert/strict";
import { isPlausible } from "./event_time.ts";

const RECEIVED = Date.UTC(2026, 10, 29, 12);
const DAY = 86_400_000;

Deno.test("event time is plausible from 1990 to a day after it was received", () => {
  const cases: [time: number, receivedAt: number | null, plausible: boolean][] = [
    [Date.UTC(1990, 0, 1), RECEIVED, true],
    [Date.UTC(1990, 0, 1) - 1, RECEIVED, false],
    [0, RECEIVED, false],
    [Date.parse("0001-01-01T00:00:00Z"), null, false],
    [RECEIVED, RECEIVED, true],
    [RECEIVED + DAY, RECEIVED, true],
    [RECEIVED + DAY + 1, RECEIVED, false],
    [RECEIVED + DAY + 1, null, true],
    [Date.parse("9999-12-31T00:00:00Z"), RECEIVED, false],
  ];
  for (const [time, receivedAt, plausible] of cases) {
    assert.equal(isPlausible(time, receivedAt), plausible, new Date(time).toISOString());
  }
});

Deno.test("no plausible minute overflows an int of PostgreSQL, whatever is said of the receive time", () => {
  const last = (2 ** 31 - 1) * 60_000 + 59_999;
  for (const receivedAt of [null, Date.parse("9999-01-01T00:00:00Z")]) {
    assert.equal(isPlausible(last, receivedAt), true);
    assert.equal(isPlausible(last + 1, receivedAt), false);
  }
});
