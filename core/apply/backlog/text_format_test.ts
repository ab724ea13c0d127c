import assert from "node:assert/strict";
import fc from "fast-check";
import { numberArray, textArray, timestamp } from "./text_format.ts";

Deno.test("times are written as ISO 8601, in any order of minutes", () => {
  const time = fc.integer({
    min: Date.parse("0001-01-01T00:00:00Z"),
    max: Date.parse("9999-12-31T23:59:59.999Z"),
  });
  fc.assert(fc.property(fc.array(time), (times) => {
    for (const time of [...times, -1, 0, 59_999, 60_000]) {
      assert.equal(timestamp(time), new Date(time).toISOString());
    }
  }));
});

Deno.test("array literals escape what PostgreSQL reads as structure", () => {
  assert.equal(numberArray([1, "9223372036854775807"]), "{1,9223372036854775807}");
  assert.equal(textArray([]), "{}");
  assert.equal(
    textArray(["a", 'b"c', "d\\e", "", "{,}", "NULL"]),
    '{"a","b\\"c","d\\\\e","","{,}","NULL"}',
  );
});
