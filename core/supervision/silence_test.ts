import assert from "node:assert/strict";
import { look, spoke } from "./silence.ts";

Deno.test("silence adds up from look to look and ends with a word", () => {
  let silence = spoke(0);
  for (const now of [250, 500, 750]) silence = look(silence, now);
  assert.equal(silence.silentMs, 750);
  assert.equal(spoke(800).silentMs, 0);
});

Deno.test("time in which the supervisor did not run is not the worker's silence", () => {
  let silence = look(spoke(0), 250);
  silence = look(silence, 3_600_000);
  assert.equal(silence.silentMs, 750);
});

Deno.test("a clock that goes back adds nothing", () => {
  assert.equal(look(spoke(1_000), 400).silentMs, 0);
});
