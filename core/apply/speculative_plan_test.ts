import assert from "node:assert/strict";
import { SpeculativePlan } from "./speculative_plan.ts";
import type { StoredOffset } from "./reads.ts";
import type { Refusals } from "./refusals.ts";

Deno.test("a plan holds only where positions, watermarks, purge rules and the horizon are as assumed", () => {
  const position = { topic: "t", partition: 1, nextOffset: 5, watermark: 7 };
  const refusals: Refusals = {
    purgeRules: [{ kind: "account", value: "ada" }],
    sealedBefore: null,
  };
  const plan = new SpeculativePlan(
    { clusterId: "c", slices: [] },
    { positions: [position], refusals, seemsNew: () => true },
    { outOfOrdernessMs: 0 },
  );
  const table: readonly (readonly [boolean, Partial<StoredOffset>, Partial<Refusals>])[] = [
    [true, {}, {}],
    [false, { nextOffset: 6 }, {}],
    [false, { watermark: 8 }, {}],
    [false, { watermark: null }, {}],
    [false, { partition: 2 }, {}],
    [false, { topic: "u" }, {}],
    [false, {}, { purgeRules: [] }],
    [false, {}, { purgeRules: [{ kind: "post", value: "ada" }] }],
    [false, {}, { sealedBefore: 1 }],
  ];
  for (const [holds, found, rules] of table) {
    const offsets = [{ ...position, partition: 0, watermark: 1 }, { ...position, ...found }];
    const is = plan.holds(offsets, { ...refusals, ...rules });
    assert.equal(is, holds, JSON.stringify([found, rules]));
  }
});
