import assert from "node:assert/strict";
import { printable } from "./printable.ts";

Deno.test("what acts on a terminal is shown, and all other text stays", () => {
  assert.equal(
    printable("a\x1b[31mred\x07 \u202eback\u2066\x9b2J\rover\u2028"),
    "a\\u001b[31mred\\u0007 \\u202eback\\u2066\\u009b2J\\u000dover\\u2028",
  );
  const plain = "line\nline\ttab é 漢字 עברית 👩‍🔬 \\u001b";
  assert.equal(printable(plain), plain);
});

Deno.test("JSON stays the same JSON", () => {
  const value = { a: "\x1b[2J\u202e\x9b", b: ["\\", "\u2028"] };
  const text = printable(JSON.stringify(value));
  assert.deepEqual(JSON.parse(text), value);
  assert.doesNotMatch(text, /\u202e|\x9b/);
});
