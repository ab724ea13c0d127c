import assert from "node:assert/strict";
import fc from "fast-check";
import { KeptTexts } from "./kept_texts.ts";

Deno.test("kept texts come back as they were, in order", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constant("\ufeffa mark at the start"));
  fc.assert(fc.property(fc.array(text), (texts) => {
    const kept = new KeptTexts();
    for (const one of texts) kept.push(one);
    assert.deepEqual([...kept], texts);
  }));
  const long = "é".repeat(2_000_000);
  const kept = new KeptTexts();
  for (const one of ["short", long, "", long, "last"]) kept.push(one);
  assert.deepEqual([...kept], ["short", long, "", long, "last"]);
});
