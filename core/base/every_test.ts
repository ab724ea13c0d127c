import assert from "node:assert/strict";
import fc from "fast-check";
import { every, untilNext } from "./every.ts";

Deno.test("property: calls come at multiples of their interval, one interval apart or a little more at first", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 0 }), (ms, now) => {
      const left = untilNext(ms, now);
      assert.equal((now + left) % ms, 0);
      assert.ok(left >= ms / 4 && left <= 1.25 * ms, `${left}`);
    }),
  );
});

Deno.test("calls go on until they are ended", async () => {
  let calls = 0;
  const done = Promise.withResolvers<void>();
  const end = every(5, () => {
    if (++calls === 3) done.resolve();
  });
  await done.promise;
  end();
  const { length } = await new Promise<number[]>((resolve) => {
    const seen = [calls];
    setTimeout(() => resolve(calls === seen[0] ? seen : [...seen, calls]), 30);
  });
  assert.equal(length, 1, "none after the end");
});
