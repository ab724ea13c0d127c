import assert from "node:assert/strict";
import fc from "fast-check";
import { FeatureRows } from "./feature_rows.ts";

Deno.test("posts come back as they were put in, whatever their number and length", () => {
  const bucket = fc.integer({ min: 0, max: 2 ** 24 - 1 });
  fc.assert(
    fc.property(
      fc.array(fc.uint32Array({ maxLength: 50, max: 2 ** 24 - 1 })),
      bucket,
      (posts, last) => {
        const rows = new FeatureRows();
        for (const index of posts) rows.push({ index, count: index.length });
        rows.push({ index: Uint32Array.of(last, 7), count: 1 });
        assert.equal(rows.length, posts.length + 1);
        assert.equal(rows.longest, Math.max(1, ...posts.map((index) => index.length)));
        const into = new Uint32Array(rows.longest);
        [...posts, Uint32Array.of(last)].forEach((index, row) => {
          assert.deepEqual(into.slice(0, rows.read(row, into)), index);
        });
      },
    ),
  );
});

Deno.test("a post is never split between two chunks", () => {
  const rows = new FeatureRows();
  const index = Uint32Array.from({ length: 10_000 }, (_, i) => i * 1677);
  for (let row = 0; row < 1000; row++) rows.push({ index, count: index.length - row });
  const into = new Uint32Array(rows.longest);
  for (let row = 0; row < 1000; row++) {
    const count = rows.read(row, into);
    assert.equal(count, 10_000 - row);
    assert.equal(into[count - 1], (count - 1) * 1677);
  }
});
