import assert from "node:assert/strict";
import { runProgram } from "../../testing/run_program.ts";

/** Prints whether what nothing refers to any more is still there a while later. */
const PROGRAM = `
  const { collectGarbage } = await import(Deno.args[0]);
  const kept = new WeakRef({});
  collectGarbage(20);
  await new Promise((resolve) => setTimeout(resolve, 300));
  console.log(kept.deref() !== undefined);`;

Deno.test("garbage is collected at an interval where V8 lets us, and the program ends all the same", async () => {
  const module = new URL("./collect_garbage.ts", import.meta.url).href;
  const flags = ["--v8-flags=--expose-gc", "--v8-flags=--no-expose-gc"];
  const kept = await Promise.all(
    flags.map((flag) => runProgram(Deno.execPath(), ["eval", flag, PROGRAM, module])),
  );
  assert.deepEqual(kept.map((each) => each.trim()), ["false", "true"]);
});
