import assert from "node:assert/strict";
import fc from "fast-check";
import { RETRY_AFTER_MAX_MS, retryAfterMs } from "./retry_after.ts";
import { heard, look, newWatchdog, WATCHDOG } from "./watchdog.ts";

const config = WATCHDOG;

Deno.test("a server that stops answering is dead within 45 s, whenever it stopped", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 200_000 }), (stopsAt) => {
    const state = newWatchdog(0);
    for (let now = 0;; now += 1000) {
      const action = look(state, { now, config });
      if (action?.type === "dead") {
        assert.ok(now > stopsAt && now - stopsAt <= 45_000, `${stopsAt} ${now}`);
        return;
      }
      // A pong comes back at once while the server lives.
      if (now <= stopsAt && action?.type === "ping") heard(state, now);
    }
  }));
});

Deno.test("Retry-After is seconds or a date; X-RateLimit-Reset is a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const ms = (headers: Record<string, string>) => retryAfterMs((name) => headers[name], now);
  assert.equal(ms({ "retry-after": "7" }), 7000);
  assert.equal(ms({ "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" }), 9000);
  assert.equal(ms({ "x-ratelimit-reset": "2026-01-01T00:05:00.000Z" }), 300_000);
  assert.equal(ms({ "x-ratelimit-reset": "2025-12-31T00:00:00.000Z" }), 0);
  assert.equal(ms({ "retry-after": "99999999" }), RETRY_AFTER_MAX_MS);
  assert.equal(ms({ "retry-after": "Thu, 01 Jan 2099 00:00:00 GMT" }), RETRY_AFTER_MAX_MS);
  assert.equal(ms({ "retry-after": "1000000000000" }), RETRY_AFTER_MAX_MS);
  assert.equal(ms({ "x-ratelimit-reset": "2027-01-01T00:00:00Z" }), RETRY_AFTER_MAX_MS);
  assert.equal(ms({ "retry-after": "soon" }), undefined);
  assert.equal(ms({}), undefined);
});

Deno.test("Retry-After is read in every form that servers and proxies send, and nonsense is not", () => {
  const now = Date.parse("2026-10-21T07:26:00Z");
  const table: [string, number | undefined][] = [
    ["120", 120_000],
    [" 120 ", 120_000],
    ["1.5", 1_500],
    ["-5", 0],
    ["0", 0],
    // Two headers, which `fetch` joins: the longest wait counts, in whatever order.
    ["120, Wed, 21 Oct 2026 07:28:30 GMT", 150_000],
    ["Wed, 21 Oct 2026 07:28:30 GMT, 120", 150_000],
    ["180, Wed, 21 Oct 2026 07:28:30 GMT", 180_000],
    ["120, Wed, 21 Oct 2015 07:28:00 GMT", 120_000],
    ["120, 120", 120_000],
    ["10, Wed, 21 Oct 2026 07:27:00 GMT, Wed, 21 Oct 2026 07:28:00 GMT", 120_000],
    ["soon, 30", 30_000],
    ["Wednesday, 21-Oct-26 07:28:30 GMT", 150_000],
    ["Wed Oct 21 07:28:30 2026", 150_000],
    ["21 Oct 2026 07:28:30 GMT", 150_000],
    ["2026-10-21T07:28:30.000Z", 150_000],
    ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
    ["1e3", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
    ["soon 5", undefined],
    ["Wed, 45 Foo 2026 07:28:30 GMT", undefined],
    ["", undefined],
    [",", undefined],
  ];
  for (const [value, expected] of table) {
    const read = retryAfterMs((name) => name === "retry-after" ? value : null, now);
    assert.equal(read, expected, value);
  }
  const reset = (value: string) =>
    retryAfterMs((name) => name === "x-ratelimit-reset" ? value : null, now);
  assert.equal(reset(String(now / 1000 + 90)), 90_000);
  assert.equal(reset(String(now + 90_000)), 90_000);
  assert.equal(reset("90"), 90_000);
});

Deno.test("no Retry-After makes a wait that is negative, unbounded or no number", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.double().map(String),
    fc.date().map((date) => Number.isNaN(date.getTime()) ? "?" : date.toUTCString()),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 4 }), fc.integer(), (pieces, now) => {
    const ms = retryAfterMs(() => pieces.join(", "), now);
    assert.ok(ms === undefined || (ms >= 0 && ms <= 15 * 60_000), String(ms));
  }));
});
