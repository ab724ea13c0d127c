import assert from "node:assert/strict";
import type { Batch } from "./batch.ts";
import { PositionCache } from "./position_cache.ts";

const REFUSALS = { purgeRules: [], sealedBefore: null };
const POSITION = { topic: "t", partition: 1, nextOffset: 5, watermark: null };

function batchFrom(startOffset: number): Batch {
  const slice = { topic: "t", partition: 1, startOffset, nextOffset: startOffset + 1 };
  return { clusterId: "c", slices: [{ ...slice, records: [], lastChecksum: null }] };
}

Deno.test("after a failure every id is looked up for so many batches, then those that no recent record named are not", () => {
  const cache = new PositionCache(3);
  const learn = () => cache.note(batchFrom(4), [POSITION], REFUSALS);
  learn();
  assert.equal(cache.of(batchFrom(5))?.seemsNew("1"), true);
  assert.equal(cache.of(batchFrom(5))?.seemsNew("1"), false, "a record has named it");
  cache.forget();
  assert.equal(cache.of(batchFrom(5)), undefined, "nothing is known");
  learn();
  const seemNew = ["2", "3", "4", "5", "2"].map((id) => cache.of(batchFrom(5))?.seemsNew(id));
  assert.deepEqual(seemNew, [false, false, false, true, false]);
});

Deno.test("a batch that begins elsewhere than where the last one ended is planned on nothing", () => {
  const cache = new PositionCache();
  cache.note(batchFrom(4), [POSITION], REFUSALS);
  assert.deepEqual(cache.of(batchFrom(5))?.positions, [POSITION]);
  assert.equal(cache.of(batchFrom(6)), undefined);
  const other = { ...batchFrom(5), clusterId: "another" };
  assert.equal(cache.of(other), undefined);
});
