import assert from "node:assert/strict";
import type { Trouble } from "../base/trouble.ts";
import { HealthBook } from "./health_book.ts";
import type { Facts } from "./picture.ts";

function book() {
  const lines: string[] = [];
  const troubles: Trouble[] = [];
  const facts = (): Facts => ({
    ...{ workers: [], stats: new Map(), uses: ["kafka", "postgres"], disk: undefined },
    ...{ troubles, batchIntervalMs: 60_000 },
  });
  const it = new HealthBook(facts, (level, text) => lines.push(`${level}: ${text}`));
  return { it, lines, troubles };
}

Deno.test("a loss is logged when it is seen, its recovery with how long it lasted, and nothing between", () => {
  const { it, lines, troubles } = book();
  assert.ok(it.look(0));
  assert.ok(!it.look(500), "nothing has changed");
  troubles.push({ part: "kafka", state: "down", words: "refused", since: 1_000 });
  assert.ok(it.look(1_500));
  for (let now = 2_000; now < 60_000; now += 500) it.look(now);
  troubles.length = 0;
  assert.ok(it.look(61_000));
  assert.deepEqual(lines, [
    "warning: kafka is down: refused",
    "info: kafka is well again, after 1 min 00 s",
  ]);
});

Deno.test("what is not there yet at the start is no loss, unless it is down", () => {
  const { it, lines, troubles } = book();
  troubles.push({ part: "kafka", state: "degraded", words: "is starting", since: 0 });
  it.look(0);
  troubles.length = 0;
  it.look(1_000);
  assert.deepEqual(lines, []);
});
