import assert from "node:assert/strict";
import { advanceSilence, noSilence } from "./silence.ts";

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
