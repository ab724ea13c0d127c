import assert from "node:assert/strict";
import fc from "fast-check";
import { backoffMs } from "./backoff.ts";
import { retryAfterMs } from "./retry_after.ts";
import { heard, look, newWatchdog, WATCHDOG } from "./watchdog.ts";

const config = WATCHDOG;

Deno.test("a server that stops answering is dead within 45 s, whenever it stopped", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 200_000 }), (stopsAt) => {
    const state = newWatchdog(config, 0);
    for (let now = 0;; now += 1000) {
      const actions = look(state, { now, config });
      if (actions.some(({ type }) => type === "dead")) {
        assert.ok(now > stopsAt && now - stopsAt <= 45_000, `${stopsAt} ${now}`);
        return;
      }
      // A pong comes back at once while the server lives.
      if (now <= stopsAt && actions.some(({ type }) => type === "ping")) {
        heard(state, { event: false, now, config });
      }
    }
  }));
});

Deno.test("silence is said at 1, 2, 4 … minutes, and anew after an event", () => {
  const state = newWatchdog(config, 0);
  const said: number[] = [];
  for (let now = 0; now <= 600_000; now += 1000) {
    if (now === 300_000) heard(state, { event: true, now, config });
    heard(state, { event: false, now, config });
    const quiet = look(state, { now, config }).find(({ type }) => type === "quiet");
    if (quiet) said.push(now);
  }
  assert.deepEqual(said, [60_000, 120_000, 240_000, 360_000, 420_000, 540_000]);
});

Deno.test("backoff doubles to its cap, never less than half of it", () => {
  const backoff = { firstMs: 500, capMs: 60_000 };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (n, random) => {
        const full = Math.min(60_000, 500 * 2 ** (n - 1));
        const ms = backoffMs(n, backoff, random);
        assert.ok(ms >= full / 2 && ms <= full, `${n} ${ms}`);
      },
    ),
  );
});

Deno.test("Retry-After is seconds or a date; X-RateLimit-Reset is a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const ms = (headers: Record<string, string>) => retryAfterMs((name) => headers[name], now);
  assert.equal(ms({ "retry-after": "7" }), 7000);
  assert.equal(ms({ "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" }), 9000);
  assert.equal(ms({ "x-ratelimit-reset": "2026-01-01T00:05:00.000Z" }), 300_000);
  assert.equal(ms({ "x-ratelimit-reset": "2025-12-31T00:00:00.000Z" }), 0);
  assert.equal(ms({ "retry-after": "99999999" }), 86_400_000);
  assert.equal(ms({ "retry-after": "Thu, 01 Jan 2099 00:00:00 GMT" }), 86_400_000);
  assert.equal(ms({ "retry-after": "soon" }), undefined);
  assert.equal(ms({}), undefined);
});
