import assert from "node:assert/strict";
import { WordTable, wordTableBytes } from "./word_table.ts";

Deno.test("a table of words adds the weights that were put in, and comes back from its bytes", () => {
  const words = Array.from(
    { length: 500 },
    (_, i) => [i * 7_919 + 1, [i / 500, -i / 500, 0.5]] as const,
  );
  const made = WordTable.from([...words, [1, [9, 9, 9]], [0, [1, 1, 1]]]);
  assert.equal(made.size, 500);
  const bytes = made.pack();
  assert.equal(bytes.length, wordTableBytes(500));
  for (const table of [made, WordTable.unpack(bytes, 500)]) {
    for (const [hash, weights] of words) {
      const sums = new Float64Array([0, 1, 1, 1]);
      table.add(hash, sums, 1);
      for (const [c, weight] of weights.entries()) {
        assert.ok(Math.abs(sums[c + 1]! - 1 - weight) < 0.01, `${hash}: ${sums}`);
      }
      assert.equal(sums[0], 0);
    }
    const sums = new Float64Array(3);
    for (let unknown = 2; unknown < 1_000; unknown++) table.add(unknown * 7_919 + 5, sums, 0);
    assert.deepEqual([...sums], [0, 0, 0]);
  }
});
