import { BREAKS, rulesIn } from "./rules.ts";
import { runTests } from "./run_tests.ts";
import { copyTree, whileChanged } from "./tree_copy.ts";

/** Some suites have a test of many steps that takes minutes. */
const SILENCE_MAX_MS = 300_000;

/**
 * Breaks each rule of docs/invariants.md, one at a time, and runs the test that is named beside it. Returns the rules whose test
 * passes all the same.
 */
export async function breakRules(prefix: string): Promise<string[]> {
  await using copy = await copyTree();
  const unnoticed: string[] = [];
  for (
    const { name, path, test, testName } of rulesIn(Deno.readTextFileSync("docs/invariants.md"))
  ) {
    const how = BREAKS[name];
    if (how === undefined || !path.startsWith(prefix)) continue;
    const broken = (await Deno.readTextFile(path)).replace(how.code, () => how.replacement);
    const { result } = await whileChanged(
      `${copy.path}/${path}`,
      broken,
      () => runTests([test], { cwd: copy.path, silenceMaxMs: SILENCE_MAX_MS, filter: testName }),
    );
    console.log(`${result === "passed" ? "UNNOTICED" : "noticed  "} ${name}\n    by: ${test}`);
    if (result === "passed") {
      unnoticed.push(name);
    }
  }
  return unnoticed;
}
