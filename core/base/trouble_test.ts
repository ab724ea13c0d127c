import assert from "node:assert/strict";
import { Troubles } from "./trouble.ts";

Deno.test("a trouble lasts until its own teller takes it back, and keeps its beginning when its words change", () => {
  let now = 1_000;
  let changes = 0;
  const troubles = new Troubles(() => changes++, () => now);
  const [first, second] = [troubles.teller("kafka"), troubles.teller("kafka", "degraded")];
  first("refused");
  now = 2_000;
  first("no answer");
  second("dead letters are refused");
  assert.deepEqual(troubles.all, [
    { part: "kafka", state: "down", words: "no answer", since: 1_000 },
    { part: "kafka", state: "degraded", words: "dead letters are refused", since: 2_000 },
  ]);
  first("no answer");
  assert.equal(changes, 3, "the same words are no change");
  first(undefined);
  assert.deepEqual(troubles.all.map(({ words }) => words), ["dead letters are refused"]);
});
