import assert from "node:assert/strict";
import { startScript } from "../testing/trunkline_command.ts";

Deno.test("every variable with every wrong kind of value: one line names it and the remedy, exit 2, nothing is made", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const runner = new URL("../testing/wrong_values_runner.ts", import.meta.url).pathname;
    await using child = startScript([runner, folder], {}, [], folder);
    const { code, stdout, stderr } = await child.ended;
    assert.equal(code, 0, stderr);
    const { cases, wrong } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
      cases: number;
      wrong: string[];
    };
    assert.deepEqual(wrong, []);
    assert.ok(cases > 300, `${cases} cases`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
