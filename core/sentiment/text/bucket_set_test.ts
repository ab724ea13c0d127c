import assert from "node:assert/strict";
import fc from "fast-check";
import { BucketSet } from "./bucket_set.ts";

Deno.test("a bucket is kept once for each text, in the order of its first occurrence", () => {
  const set = new BucketSet(200);
  // Few values, so that they repeat, and neighbours, which fall into one slot.
  const bucket = fc.oneof(fc.nat(40), fc.constantFrom(2 ** 22 - 1, 2 ** 22 - 2, 1 << 12));
  let texts = 0;
  fc.assert(
    fc.property(fc.array(bucket, { maxLength: 200 }), (buckets) => {
      const kept = Uint32Array.from(buckets);
      const count = set.keepFirst(kept, kept.length);
      assert.deepEqual([...kept.subarray(0, count)], [...new Set(buckets)]);
      texts++;
    }),
    { numRuns: 3_000 },
  );
  // It has been emptied by counting up to the end, more than once.
  assert.ok(texts > 2 * 1_024);
});

Deno.test("slots of earlier texts count for no text after the counter wraps around", () => {
  const set = new BucketSet(200);
  const spread = () => Uint32Array.from({ length: 200 }, (_, i) => i * 5);
  assert.equal(set.keepFirst(spread(), 200), 200);
  // Short texts touch few slots: the rest would still hold the first text's number when it comes round again.
  for (let text = 0; text < 1_022; text++) set.keepFirst(Uint32Array.of(1), 1);
  assert.equal(set.keepFirst(spread(), 200), 200);
});
