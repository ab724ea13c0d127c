import assert from "node:assert/strict";
import { advanceSilence, advanceUnanswered, noSilence } from "./silence.ts";

Deno.test("silence adds up from check to check and ends with a message", () => {
  let silence = noSilence(0);
  for (const now of [250, 500, 750]) silence = advanceSilence(silence, now);
  assert.equal(silence.silentMs, 750);
  assert.equal(noSilence(800).silentMs, 0);
});

Deno.test("time in which the supervisor did not run is not the worker's silence", () => {
  let silence = advanceSilence(noSilence(0), 250);
  silence = advanceSilence(silence, 3_600_000);
  assert.equal(silence.silentMs, 1_250);
});

Deno.test("a clock that goes back adds nothing", () => {
  assert.equal(advanceSilence(noSilence(1_000), 400).silentMs, 0);
});

Deno.test("an answer that is missing after a suspend is waited for as if it were asked for then", () => {
  let silence = noSilence(0);
  const waited = (now: number, unansweredMs: number) =>
    (silence = advanceUnanswered(silence, { now, unansweredMs })).silentMs;
  assert.deepEqual([waited(500, 200), waited(1_000, 700), waited(1_500, 100)], [200, 700, 100]);
  // Stopped for a minute, with a question on its way.
  assert.equal(waited(61_500, 60_100), 1_100);
  assert.equal(waited(62_000, 60_600), 1_600);
  assert.equal(waited(62_500, 0), 0);
});
