import assert from "node:assert/strict";
import fc from "fast-check";
import { CsvParseStream, CsvStringifyStream, parse, stringify } from "./csv.ts";

const collect = <T>(stream: ReadableStream<T>) => Array.fromAsync(stream);

Deno.test("parse reads quotes, escaped quotes, line breaks in fields, CRLF and a last line without a break", () => {
  assert.deepEqual(parse('a,"b ""x"", c","d\ne"\r\n\r\n1,,"3"\n\n"",é,"'.slice(0, -1) + '"z"'), [
    ["a", 'b "x", c', "d\ne"],
    ["1", "", "3"],
    ["", "é", "z"],
  ]);
  assert.deepEqual(parse(""), []);
  assert.deepEqual(parse("\ufeffa\n"), [["a"]]);
  assert.deepEqual(parse("a,\n"), [["a", ""]]);
});

Deno.test("parse makes objects of named columns", () => {
  const text = "id,text\n1,hello\n2,bye\n";
  assert.deepEqual(parse(text, { skipFirstRow: true }), [{ id: "1", text: "hello" }, {
    id: "2",
    text: "bye",
  }]);
  const named = parse(text, { skipFirstRow: true, columns: ["n", "t"] });
  const first: string | undefined = named[0]?.t;
  assert.equal(first, "hello");
  assert.throws(() => parse("a,b\n1\n", { skipFirstRow: true }), SyntaxError);
});

Deno.test("parse heeds separator, comment, trimLeadingSpace, lazyQuotes and fieldsPerRecord", () => {
  assert.deepEqual(parse("a\tb\n", { separator: "\t" }), [["a", "b"]]);
  assert.deepEqual(parse("#x\na,#b\n", { comment: "#" }), [["a", "#b"]]);
  assert.deepEqual(parse('  a,  "b"\n', { trimLeadingSpace: true }), [["a", "b"]]);
  assert.deepEqual(parse('a "w","1"2",a","b', { lazyQuotes: true }), [['a "w"', '1"2', 'a"', "b"]]);
  assert.throws(() => parse('a "w"\n'), /bare " in non-quoted-field/);
  assert.throws(() => parse('x\n"a\n\nb'), /line 2; parse error on line 4: extraneous or missing/);
  assert.throws(() => parse("a,b\nc\n", { fieldsPerRecord: 0 }), /line 2: expected 2 fields/);
});

Deno.test("CsvParseStream gives the same records however the text is cut", async () => {
  const cell = fc.stringMatching(/^[a ,"\r\n;é😀]{0,6}$/);
  await fc.assert(fc.asyncProperty(
    fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
    fc.array(fc.nat(9), { maxLength: 20 }),
    async (rows, cuts) => {
      const text = stringify(rows);
      const pieces: string[] = [];
      let at = 0;
      for (const cut of cuts) pieces.push(text.slice(at, at += cut));
      pieces.push(text.slice(at));
      const read = await collect(ReadableStream.from(pieces).pipeThrough(new CsvParseStream()));
      assert.deepEqual(read, rows);
      assert.deepEqual(parse(text), rows);
    },
  ));
});

Deno.test("CsvParseStream fails with the line of a quote that is never closed", async () => {
  const stream = ReadableStream.from(["a\n", '"b', "c\n"]).pipeThrough(new CsvParseStream());
  await assert.rejects(collect(stream), SyntaxError);
});

Deno.test("CsvStringifyStream writes a header and one line for each item", async () => {
  const items = [{ a: 1, b: { c: 'x"y' } }, { a: null, b: { c: "z" } }];
  const text = await collect(
    ReadableStream.from(items).pipeThrough(
      new CsvStringifyStream({ columns: ["a", { prop: ["b", "c"], header: "see" }] }),
    ),
  );
  assert.equal(text.join(""), 'a,see\r\n1,"x""y"\r\n,z\r\n');
});

Deno.test("stringify writes headers from columns, a byte order mark if asked, and refuses objects without columns", () => {
  assert.equal(stringify([{ a: 1 }], { columns: ["a"], bom: true }), "\ufeffa\r\n1\r\n");
  assert.equal(stringify([[1, "a;b"]], { separator: ";" }), '1;"a;b"\r\n');
  assert.throws(() => stringify([{ a: 1 }]), TypeError);
});
