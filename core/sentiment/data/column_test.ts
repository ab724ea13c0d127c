import assert from "node:assert/strict";
import { Column } from "./column.ts";

Deno.test("a column returns the values that were pushed, in its type, and can be pushed to again", () => {
  const column = new Column(Float32Array);
  assert.deepEqual(column.values(), new Float32Array());
  const numbers = Float32Array.from({ length: 70_000 }, (_, i) => i / 4);
  for (const number of numbers) column.push(number);
  assert.equal(column.length, numbers.length);
  assert.deepEqual(column.values(), numbers);
  column.push(-1);
  assert.equal(column.values().at(-1), -1);
  assert.equal(column.values().buffer.byteLength, 4 * 70_001);
});
