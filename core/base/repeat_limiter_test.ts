import assert from "node:assert/strict";
import fc from "fast-check";
import { RepeatLimiter } from "./repeat_limiter.ts";

/** What is logged of lines at these times (ms), looked at every second until `end`. */
function logged(lines: readonly (readonly [at: number, text: string])[], end: number): string[] {
  const limiter = new RepeatLimiter<"warning">();
  const said: string[] = [];
  const rest = [...lines];
  for (let now = 0; now <= end; now += 1_000) {
    while (rest[0] !== undefined && rest[0][0] <= now) {
      const [at, text] = rest.shift() ?? [0, ""];
      if (limiter.admits({ level: "warning", text }, at)) said.push(text);
    }
    said.push(...limiter.due(now).map(({ text }) => text));
  }
  return said;
}

Deno.test("what repeats is logged five times, then once a minute with the number of the others", () => {
  const flood = Array.from({ length: 1_000 }, (_, n) => [n * 90, `Bad request ${n}`] as const);
  assert.deepEqual(logged(flood, 200_000), [
    ...[0, 1, 2, 3, 4].map((n) => `Bad request ${n}`),
    "Bad request 666 (and 661 more lines like it)",
    "Bad request 999 (and 332 more lines like it)",
  ]);
});

Deno.test("lines that differ in words, or come now and then, are all logged", () => {
  const words = ["one", "two", "three", "four", "five", "six", "seven"];
  assert.equal(logged(words.map((word) => [0, word] as const), 70_000).length, words.length);
  const slow = Array.from({ length: 20 }, (_, n) => [n * 30_000, "again"] as const);
  assert.equal(logged(slow, 700_000).length, slow.length);
});

Deno.test("property: every line is logged or counted in one that is", () => {
  const lines = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom("a 1", "a 2", "b")),
    { maxLength: 200 },
  );
  fc.assert(fc.property(lines, (given) => {
    const sorted = given.toSorted(([a], [b]) => a - b);
    const said = logged(sorted, 500_000);
    const counted = said.map((text) => 1 + Number(/and (\d+) more/.exec(text)?.[1] ?? 0));
    assert.equal(counted.reduce((sum, n) => sum + n, 0), given.length);
  }));
});

Deno.test("texts that never repeat do not fill the memory", () => {
  const limiter = new RepeatLimiter<"warning">();
  const letters = (n: number) => [...`${n}`].map((digit) => "abcdefghij"[Number(digit)]).join("");
  for (let n = 0; n < 5_000; n++) {
    assert.ok(limiter.admits({ level: "warning", text: letters(n) }, 0));
  }
  assert.ok(limiter.admits({ level: "warning", text: letters(0) }, 0), "it was forgotten");
});
