import assert from "node:assert/strict";
import { suggest } from "./suggest.ts";

const COMMANDS = ["demo", "run", "report", "export", "status", "score", "dashboard", "migrate"];

Deno.test("a typo suggests the name that is near, and anything else none", () => {
  for (
    const [typed, meant] of [
      ...[["staus", "status"], ["stauts", "status"], ["statsu", "status"], ["STATUS", "status"]],
      ...[["reprot", "report"], ["exprot", "export"], ["dash", "dashboard"], ["migrat", "migrate"]],
    ]
  ) assert.equal(suggest(typed ?? "", COMMANDS), ` Did you mean ${meant}?`);
  for (const typed of ["", "x", "backup", "--", "listen"]) {
    assert.equal(suggest(typed, COMMANDS), "", typed);
  }
});
