import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../../testing/any_text.ts";
import { TextBuffer } from "./text_buffer.ts";

Deno.test("property: a text buffer returns the texts that were pushed, in order", () => {
  const text = fc.oneof(anyText(), fc.constant("\ufeffa mark at the start"));
  fc.assert(fc.property(fc.array(text), (texts) => {
    const kept = new TextBuffer();
    for (const one of texts) kept.push(one);
    assert.deepEqual([...kept], texts);
  }));
  const long = "é".repeat(2_000_000);
  const kept = new TextBuffer();
  for (const one of ["short", long, "", long, "last"]) kept.push(one);
  assert.deepEqual([...kept], ["short", long, "", long, "last"]);
});
