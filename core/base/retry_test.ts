import assert from "node:assert/strict";
import fc from "fast-check";
import { backoffMs, retry } from "./retry.ts";

const BACKOFF = fc.record({
  firstMs: fc.integer({ min: 1, max: 10_000 }),
  maxMs: fc.integer({ min: 10_000, max: 600_000 }),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const RANDOM = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

Deno.test("a delay lies within its jitter of the doubled first delay, and never above the cap", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 2_000 }),
    BACKOFF,
    RANDOM,
    (failures, backoff, random) => {
      const delay = backoffMs(failures, backoff, random);
      let full = backoff.firstMs;
      for (let i = 1; i < failures && full < backoff.maxMs; i++) full *= 2;
      full = Math.min(full, backoff.maxMs);
      assert.ok(delay <= full, `${delay} > ${full}`);
      assert.ok(delay >= Math.floor(full * (1 - backoff.jitter)), `${delay} is too short`);
    },
  ));
});

Deno.test("without jitter the delays double up to the cap", () => {
  const backoff = { firstMs: 100, maxMs: 1_000, jitter: 0 };
  assert.deepEqual(
    [1, 2, 3, 4, 5, 500].map((n) => backoffMs(n, backoff)),
    [100, 200, 400, 800, 1_000, 1_000],
  );
});

/** A sleep that takes no time, and notes how long it would have taken. */
function fakeSleep() {
  const slept: number[] = [];
  const sleep = (ms: number) => {
    slept.push(ms);
    return Promise.resolve();
  };
  return { slept, sleep };
}

Deno.test("retry returns the first result, after as many delays as there were failures", async () => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 0, max: 40 }),
    BACKOFF,
    RANDOM,
    async (failing, backoff, random) => {
      const { slept, sleep } = fakeSleep();
      const seen: number[] = [];
      const result = await retry(({ failures }) => {
        if (failures < failing) return Promise.reject(new Error(`failure ${failures}`));
        return Promise.resolve("done");
      }, {
        backoff,
        signal: new AbortController().signal,
        onFailure: (_, failures) => void seen.push(failures),
        sleep,
        random: () => random,
      });
      assert.equal(result, "done");
      assert.deepEqual(seen, Array.from({ length: failing }, (_, i) => i + 1));
      assert.deepEqual(slept, seen.map((n) => backoffMs(n, backoff, random)));
    },
  ));
});

Deno.test("after an attempt that was reset, its failure is the first again", async () => {
  const { slept, sleep } = fakeSleep();
  let attempts = 0;
  await retry(({ reset }) => {
    attempts++;
    if (attempts === 3) reset();
    return attempts < 6 ? Promise.reject(new Error("no")) : Promise.resolve();
  }, {
    backoff: { firstMs: 1, maxMs: 100, jitter: 0 },
    signal: new AbortController().signal,
    onFailure: () => {},
    sleep,
  });
  assert.deepEqual(slept, [1, 2, 1, 2, 4]);
});

Deno.test("onFailure ends the retry without a result by saying stop", async () => {
  const { slept, sleep } = fakeSleep();
  const result = await retry(() => Promise.reject(new Error("no")), {
    backoff: { firstMs: 1, maxMs: 1 },
    signal: new AbortController().signal,
    onFailure: (_, failures) => failures === 3 ? "stop" : undefined,
    sleep,
  });
  assert.equal(result, undefined);
  assert.equal(slept.length, 2);
});

Deno.test("what onFailure throws ends the retry", async () => {
  let attempts = 0;
  const retrying = retry(() => {
    attempts++;
    return Promise.reject(new Error("wrong password"));
  }, {
    backoff: { firstMs: 1, maxMs: 1 },
    signal: new AbortController().signal,
    onFailure: (error) => {
      throw error;
    },
  });
  await assert.rejects(retrying, /wrong password/);
  assert.equal(attempts, 1);
});

Deno.test("an abort ends the wait at once, and no further attempt is made", async () => {
  const stop = new AbortController();
  let attempts = 0;
  const result = await retry(() => {
    attempts++;
    queueMicrotask(() => queueMicrotask(() => stop.abort()));
    return Promise.reject(new Error("no"));
  }, {
    backoff: { firstMs: 3_600_000, maxMs: 3_600_000 },
    signal: stop.signal,
    onFailure: () => {},
  });
  assert.equal(result, undefined);
  assert.equal(attempts, 1);
});

Deno.test("the first attempt is made also where the signal has been aborted before", async () => {
  const options = {
    backoff: { firstMs: 1, maxMs: 1 },
    signal: AbortSignal.abort(),
    onFailure: () => {},
  };
  assert.equal(await retry(() => Promise.resolve("last batch"), options), "last batch");
  assert.equal(await retry(() => Promise.reject(new Error("no")), options), undefined);
});
