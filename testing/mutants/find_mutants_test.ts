import assert from "node:assert/strict";
import { findMutants, mutated } from "./find_mutants.ts";

const variantsOf = (path: string, text: string) =>
  findMutants(path, text).map((mutant) => mutated(text, mutant));

Deno.test("operators, bounds, signs, conditions, awaits and statements are changed one at a time", () => {
  const table: [string, string[]][] = [
    ["x = a < b;", ["x = a <= b;", ";"]],
    ["const x = a + 1;", ["const x = a - 1;", "const x = a + (1 + 1);"]],
    ["const x = -a;", ["const x = a;"]],
    ["await f();", [" f();", ";"]],
    ["const x = a ? b : c;", ["const x = true ? b : c;", "const x = false ? b : c;"]],
    ["const x: Array<1> = y as 2;", []],
    ['import { a } from "b";', []],
  ];
  for (const [text, expected] of table) {
    assert.deepEqual(variantsOf("x.ts", text).sort(), expected.toSorted(), text);
  }
});

Deno.test("locks and operators of SQL are changed, in statements of code and in files, but not in comments", () => {
  const sql = "select a from b where c > d order by a for update -- for update";
  assert.deepEqual(variantsOf("x.sql", sql), [
    sql.replace(">", ">="),
    sql.replace("order by a", ""),
    sql.replace("for update", ""),
  ]);
  const code = "const x = sql`" + "select a from b for update" + "`;";
  assert.deepEqual(variantsOf("x.ts", code), [code.replace("for update", "")]);
});

Deno.test("a mutant says on which line it is", () => {
  const [mutant] = findMutants("x.ts", "const a = 0;\n\nconst b = c && d;\n").filter(({ kind }) =>
    kind === "operator"
  );
  assert.equal(mutant?.line, 3);
});
