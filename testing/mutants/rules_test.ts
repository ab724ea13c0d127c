import assert from "node:assert/strict";
import { BREAKS, rulesIn } from "./rules.ts";

const root = new URL("../../", import.meta.url).pathname;

Deno.test("each rule of docs/invariants.md can be broken at one place of the file that keeps it", () => {
  const text = Deno.readTextFileSync(`${root}docs/invariants.md`);
  const rules = rulesIn(text);
  assert.equal(rules.length, [...text.matchAll(/^\| \*\*/gm)].length, "each row is read");
  assert.deepEqual(rules.map(({ name }) => name).sort(), Object.keys(BREAKS).sort());
  for (const { name, path } of rules) {
    const { code, replacement } = BREAKS[name]!;
    const places = Deno.readTextFileSync(root + path).split(code).length - 1;
    assert.equal(places, 1, `${path}: ${code}`);
    assert.notEqual(code, replacement);
  }
});
