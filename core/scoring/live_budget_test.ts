import assert from "node:assert/strict";
import { secondBudget } from "./live_budget.ts";

Deno.test("a second has so many posts, and the next one as many again", () => {
  let now = 0;
  const mayScore = secondBudget(3, () => now);
  const take = (times: number) => Array.from({ length: times }, mayScore);
  assert.deepEqual(take(5), [true, true, true, false, false]);
  now = 999;
  assert.deepEqual(take(1), [false]);
  now = 1_000;
  assert.deepEqual(take(4), [true, true, true, false]);
});
