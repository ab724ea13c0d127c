import assert from "node:assert/strict";
import fc from "fast-check";
import { retryWaitMs } from "./retry_wait.ts";
import { BACKOFF } from "./source.ts";

const away = { type: "later", message: "away" } as const;
const failures = fc.integer({ min: 1, max: 10_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

Deno.test("property: in the first 10 minutes a server that is back is asked within 4 s, later within 50 s", () => {
  fc.assert(fc.property(failures, fc.nat(86_400_000), random, (failures, awayMs, random) => {
    const asksForMs = 120_000;
    for (const trouble of [away, { ...away, asksForMs }]) {
      const ms = retryWaitMs(trouble, { failures, awayMs, backoff: BACKOFF, random });
      assert.ok(ms > 0 && ms <= (awayMs < 600_000 ? 3_000 : 50_000), `${ms} ms`);
    }
  }));
});

Deno.test("property: the wait of a 429 is kept, and a refusal is asked about ever more seldom", () => {
  fc.assert(fc.property(failures, fc.nat(900_000), random, (failures, minimumMs, random) => {
    const options = { failures, awayMs: 0, backoff: BACKOFF, random };
    assert.ok(retryWaitMs({ ...away, minimumMs }, options) >= minimumMs);
    const refused = retryWaitMs({ type: "refused", message: "no" }, options);
    assert.ok(refused <= 50_000 && (failures < 8 || refused >= 25_000));
  }));
});
