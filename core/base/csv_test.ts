import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, stringify } from "@std/csv";

Deno.test("parse reads quotes, escaped quotes, line breaks in fields, CRLF, a byte order mark and a last line without a break", () => {
  assert.deepEqual(parse('a,"b ""x"", c","d\ne"\r\n\r\n1,,"3"\n\n"",é,"z"'), [
    ["a", 'b "x", c', "d\ne"],
    ["1", "", "3"],
    ["", "é", "z"],
  ]);
  assert.deepEqual(parse(""), []);
  assert.deepEqual(parse("\ufeffa\n"), [["a"]]);
  assert.deepEqual(parse("a,\n"), [["a", ""]]);
  assert.deepEqual(parse("a\tb\n", { separator: "\t" }), [["a", "b"]]);
});

Deno.test("parse makes objects of records whose fields the first one names", () => {
  const rows = parse("id,text\n1,hello\n2,bye\n", { skipFirstRow: true });
  const first: string | undefined = rows[0]?.["text"];
  assert.equal(first, "hello");
  assert.deepEqual(rows, [{ id: "1", text: "hello" }, { id: "2", text: "bye" }]);
  assert.throws(() => parse("a,b\n1\n", { skipFirstRow: true }), /line 2/);
});

Deno.test("parse names the line of what is not CSV", () => {
  assert.throws(() => parse('x\n"a\n\nb'), /line 4/);
  assert.throws(() => parse('a "w"\n'), /line 1/);
});

Deno.test("stringify writes RFC 4180, a header from columns, and a byte order mark if asked", () => {
  assert.equal(
    stringify([[1, 'a"b', null, "c,d", "e\nf", "g\rh"]]),
    '1,"a""b",,"c,d","e\nf","g\rh"\r\n',
  );
  assert.equal(stringify([{ a: 1, b: 2 }], { columns: ["b"], bom: true }), "\ufeffb\r\n2\r\n");
  assert.equal(stringify([[1, "a;b"]], { separator: ";" }), '1;"a;b"\r\n');
  assert.equal(stringify([]), "");
});

Deno.test("parse reads what stringify wrote", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", " ", ",", '"', "\r", "\n", ";", "é", "😀"),
    maxLength: 6,
  });
  fc.assert(fc.property(
    fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
    (rows) => assert.deepEqual(parse(stringify(rows)), rows),
  ));
});
