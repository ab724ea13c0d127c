import assert from "node:assert/strict";
import fc from "fast-check";
import { editEnvFile } from "./edit_env_file.ts";
import { parseEnvFile } from "./env_file.ts";

const valuesIn = (text: string) =>
  Object.fromEntries(
    parseEnvFile(new TextEncoder().encode(text)).map(({ name, value }) => [name, value]),
  );

Deno.test("each variable is set where it stands, and every other byte stays", () => {
  const table: [before: string, values: Record<string, string>, after: string][] = [
    ["", { A: "1" }, "A=1\n"],
    ["B=2\n", { A: "1" }, "B=2\nA=1\n"],
    ["B=2", { A: "1" }, "B=2\nA=1\n"],
    ["# c\nA=\n\nB=2 # two\n", { A: "x" }, "# c\nA=x\n\nB=2 # two\n"],
    ["A=old\r\nB=2\r\n", { A: "new", C: "3" }, "A=new\r\nB=2\r\nC=3\r\n"],
    ["  export A = old # why\nB=2\n", { A: "new" }, "A=new\nB=2\n"],
    ['A="one\ntwo"\nB=2\n', { A: "x" }, "A=x\nB=2\n"],
    ["B=1\nA=x\nC=3", { A: "y z" }, "B=1\nA='y z'\nC=3"],
    ["A=x\n", { A: "x" }, "A=x\n"],
  ];
  for (const [before, values, after] of table) {
    assert.equal(editEnvFile(before, values).text, after);
  }
  assert.deepEqual(editEnvFile("A=1\nB=2\n", { B: "2", A: "x", C: "3" }).changes, [
    { name: "B", change: "kept" },
    { name: "A", change: "changed" },
    { name: "C", change: "added" },
  ]);
});

Deno.test("property: a file has what was set, and what it had of everything else", () => {
  const name = fc.constantFrom("A", "B", "C_D", "E");
  const value = fc.stringMatching(/^[\w:/.#, -]{0,12}$/).map((text) => text.trim());
  const line = fc.oneof(
    fc.constantFrom("", "# a comment", "#A=1"),
    fc.tuple(name, value, fc.constantFrom("'", '"')).map(([name, value, quote]) =>
      `${name}=${quote}${value}${quote}`
    ),
  );
  const end = fc.constantFrom("\n", "\r\n");
  fc.assert(fc.property(
    fc.array(line, { maxLength: 6 }),
    end,
    fc.dictionary(name, value, { maxKeys: 3 }),
    (lines, end, values) => {
      const seen = new Set<string>();
      const once = lines.filter((each) => {
        const name = each.split("=")[0] ?? "";
        if (each.startsWith("#") || each === "") return true;
        return seen.has(name) ? false : seen.add(name);
      });
      const before = once.join(end);
      const { text } = editEnvFile(before, values);
      assert.deepEqual(valuesIn(text), { ...valuesIn(before), ...values });
      for (const comment of once.filter((each) => each.startsWith("#"))) {
        assert.ok(text.includes(comment));
      }
      assert.equal(editEnvFile(text, values).text, text, "a second time changes nothing");
    },
  ));
});
