import assert from "node:assert/strict";
import fc from "fast-check";
import { csvRows } from "./csv_rows.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function read(bytes: Uint8Array, size = 64): Promise<(readonly string[])[]> {
  const rows = [];
  for await (const batch of csvRows(pieces(bytes, size), "test.csv")) {
    rows.push(...batch.map((row) => row.fields));
  }
  return rows;
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("property: rows are read as they were written, for any split into chunks", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "é", "😀"), maxLength: 8 });
  await fc.assert(fc.asyncProperty(
    fc.array(fc.tuple(cell, cell, fc.constant("end")), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 40 }),
    async (rows, size) => {
      const text = rows.map((row) =>
        row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",") + "\n"
      ).join("");
      assert.deepEqual(await read(encode(text), size), rows);
    },
  ));
});

Deno.test("a Latin-1 line among UTF-8 lines keeps its letters", async () => {
  const latin1 = Uint8Array.from([...encode("1,caf"), 0xe9, 10]);
  const bytes = Uint8Array.from([...encode("0,naïve\r\n"), ...latin1, ...encode("2,😀")]);
  assert.deepEqual(await read(bytes, 1000), [["0", "naïve"], ["1", "café"], ["2", "😀"]]);
});

Deno.test("one line without an end is refused before it fills the memory", async () => {
  await assert.rejects(() => read(new Uint8Array(3 << 20).fill(120), 1 << 16), /longer than 1 MiB/);
  const open = encode('"' + "line\n".repeat(1 << 19));
  await assert.rejects(() => read(open, 1 << 16), /row that starts on line 1 is longer than 1 MiB/);
});

Deno.test("UTF-16 is named, with its mark or without, whichever byte comes first", async () => {
  const little = new Uint8Array([...'"0","a"\n'].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const big = new Uint8Array([...'"0","a"\n'].flatMap((letter) => [0, letter.charCodeAt(0)]));
  for (const bytes of [little, big, new Uint8Array([0xff, 0xfe, ...little])]) {
    await assert.rejects(() => read(bytes), /it is UTF-16 text\. Save it as UTF-8/);
  }
});

Deno.test("an empty line is no row, an empty field is a row, and an unclosed quotation mark is reported", async () => {
  const rows = [];
  const text = 'text\n""\n\n\r\nlove\n"open\nhate\n';
  for await (const batch of csvRows(pieces(encode(text), 5), "test.csv")) rows.push(...batch);
  assert.deepEqual(rows, [
    { line: 1, fields: ["text"] },
    { line: 2, fields: [""] },
    { line: 5, fields: ["love"] },
    { line: 6, fields: ['"open\nhate\n'], unclosed: true },
  ]);
});
