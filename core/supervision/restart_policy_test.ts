import assert from "node:assert/strict";
import { onFailure, type RestartPolicy, VIEW_RESTART_POLICY } from "./restart_policy.ts";

const policy: RestartPolicy = { firstDelayMs: 100, maxDelayMs: 1_000, budget: 5, windowMs: 60_000 };

function delays(times: readonly number[]): (number | "give up")[] {
  let failures: readonly number[] = [];
  return times.map((now) => {
    const decision = onFailure(policy, failures, now);
    failures = decision.failures;
    return decision.type === "restart" ? decision.delayMs : "give up";
  });
}

Deno.test("each failure doubles the delay up to its limit, and the budget ends it", () => {
  assert.deepEqual(delays([0, 1, 2, 3, 4, 5]), [100, 200, 400, 800, 1_000, "give up"]);
});

Deno.test("a failure that lies outside the window is forgotten", () => {
  assert.deepEqual(delays([0, 60_000, 120_000, 180_000]), [100, 100, 100, 100]);
});

Deno.test("a view never runs out of restarts, and is started at least once a minute", () => {
  let failures: readonly number[] = [];
  for (let n = 0, now = 0; n < 1_000; n++) {
    const decision = onFailure(VIEW_RESTART_POLICY, failures, now);
    assert.ok(decision.type === "restart" && decision.delayMs < 60_000);
    failures = decision.failures;
    assert.ok(failures.length < 200, "nothing piles up");
    now += decision.delayMs + 5_000;
  }
});
