import assert from "node:assert/strict";
import { PermanentError } from "../base/errors.ts";
import { parseEnvFile } from "./env_file.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) =>
  Object.fromEntries(parseEnvFile(bytes(text)).map(({ name, value }) => [name, value]));

Deno.test("lines of an .env file are read as Node reads them", () => {
  assert.deepEqual(
    read(
      "# a comment\n\nA=1\r\nexport B = two words # said\nC='with # and = in it'\nD=\"two\nlines\"\nE=\n  F=`x`",
    ),
    { A: "1", B: "two words", C: "with # and = in it", D: "two\nlines", E: "", F: "x" },
  );
  assert.deepEqual(read(""), {});
});

Deno.test("a line is numbered where it starts, behind a value of several lines", () => {
  const lines = parseEnvFile(bytes("A='1\n2\n3'\nB=2\n"));
  assert.deepEqual(lines.map(({ name, line }) => [name, line]), [["A", 1], ["B", 4]]);
});

Deno.test("what would be skipped in silence is refused with the line, exit code 2 and no value", () => {
  const table: [RegExp, Uint8Array][] = [
    [/^Cannot read \.env line 2: it has no =\. Write NAME=value/, bytes("A=1\ns3cret\n")],
    [/line 1: it has no =/, bytes("A: s3cret\n")],
    [/line 1: what stands before = is no name/, bytes("MY NAME=s3cret\n")],
    [/line 1: what stands before = is no name/, bytes("=s3cret\n")],
    [/line 1: the quote of A is not closed\. Close it/, bytes('A="s3cret\nB=1\n')],
    [/line 3: line 1 sets A too\. Remove one/, bytes("A=1\n\nA=s3cret\n")],
    [/^Cannot read \.env: it begins with a byte-order mark\. Save it/, bytes("\uFEFFA=s3cret\n")],
    [/^Cannot read \.env: it is UTF-16\. Save it as UTF-8/, new Uint8Array([255, 254, 65, 0])],
    [/^Cannot read \.env: it is not UTF-8\. Save it/, new Uint8Array([65, 61, 233, 10])],
  ];
  for (const [message, content] of table) {
    assert.throws(() => parseEnvFile(content), (error: unknown) => {
      assert.ok(error instanceof PermanentError && error.exitCode === 2);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /s3cret|\n/);
      return true;
    });
  }
});
