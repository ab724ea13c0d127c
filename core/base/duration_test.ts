import assert from "node:assert/strict";
import { formatDuration, parseDuration } from "./duration.ts";

Deno.test("a duration is a number with a unit, seconds where there is none", () => {
  const table: [string, number | undefined][] = [
    ["30s", 30_000],
    ["1.5m", 90_000],
    ["500ms", 500],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
    ["60", 60_000],
    [" 5s ", 5_000],
    ["", undefined],
    ["-5s", undefined],
    ["5 weeks", undefined],
    ["1e3s", undefined],
  ];
  for (const [text, ms] of table) assert.equal(parseDuration(text), ms, text);
});

Deno.test("durations are written for people", () => {
  assert.equal(formatDuration(12.4), "12 ms");
  assert.equal(formatDuration(12_340), "12.3 s");
  assert.equal(formatDuration(245_000), "4 min 05 s");
  assert.equal(formatDuration(3_599_999), "59 min 59 s");
  assert.equal(formatDuration(3_600_000), "1 h 00 min");
  assert.equal(formatDuration(86_399_999), "23 h 59 min");
  assert.equal(formatDuration(86_400_000), "1 d 0 h");
  assert.equal(formatDuration(273_600_000), "3 d 4 h");
});
