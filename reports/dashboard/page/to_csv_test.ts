import assert from "node:assert/strict";
import { toCsv } from "./to_csv.ts";

Deno.test("cells are quoted where they must be, and none is a formula", () => {
  assert.equal(
    toCsv([["a", 'say "hi"', "x,y"], [-1, "=1+1", "@cmd"], [2.5, "-2", "#tag"]]),
    'a,"say ""hi""","x,y"\r\n-1,\'=1+1,\'@cmd\r\n2.5,\'-2,#tag\r\n',
  );
});
