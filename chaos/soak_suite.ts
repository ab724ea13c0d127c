/** Two minutes under random faults on all sides: the source, the broker, PostgreSQL and the workers. */
import assert from "node:assert/strict";
import { soak } from "../testing/soak.ts";

Deno.test("a soak under random faults loses nothing, doubles nothing, and its ledger is true", async () => {
  const soaked = await soak({ minutes: 2, rate: 30, seed: 7, say: console.log });
  const { posts, faults, missing, kept, stale, unverified, hidden, unsaid, memory } = soaked;
  console.log(
    `${posts} posts, ${faults} faults: ${missing.length} missing, ${kept.length} kept, ${stale.length} stale, ` +
      `${unverified} unverified; median memory of the quarters ${
        memory.map((each) => each.toFixed()).join(", ")
      } MB`,
  );
  assert.ok(faults >= 5, `${faults} faults`);
  assert.deepEqual({ missing: missing.length, hidden: hidden.length, unsaid }, {
    ...{ missing: 0, hidden: 0, unsaid: 0 },
  });
  assert.ok(kept.length + stale.length <= unverified, "what is not certain is counted");
});
