import assert from "node:assert/strict";
import { after, sleep } from "./sleep.ts";

const turns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
};

Deno.test("a wait longer than a timer's maximum does not end at once", async () => {
  const tooLong = [2 ** 31, 30 * 86_400_000, Number.MAX_VALUE, Infinity];
  const stop = new AbortController();
  const ended: number[] = [];
  const waits = tooLong.map((ms) => sleep(ms, stop.signal).then(() => ended.push(ms)));
  await turns();
  assert.deepEqual(ended, []);
  stop.abort();
  await Promise.all(waits);
  assert.equal(ended.length, tooLong.length, "and the signal still ends each");
});

Deno.test("a long wait is made of short timers that add up to it, and can be cancelled between them", async () => {
  const lengths: number[] = [];
  const original = globalThis.setTimeout;
  let cancelled = false;
  globalThis.setTimeout = ((action: () => void, ms: number) => {
    lengths.push(ms);
    return original(action, 0);
  }) as typeof setTimeout;
  try {
    await new Promise<void>((resolve) => after(25, resolve, 10));
    const cancel = after(25, () => void (cancelled = true), 10);
    cancel();
  } finally {
    globalThis.setTimeout = original;
  }
  await turns();
  assert.deepEqual(lengths, [10, 10, 5, 10]);
  assert.equal(cancelled, false);
});
