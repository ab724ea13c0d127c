import assert from "node:assert/strict";
import { commandFlags, compileArguments } from "../.ci/compile.ts";
import { runArguments, runVariables } from "./trunkline_command.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../${path}`, import.meta.url));
const HEAP =
  /^--v8-flags=--max-semi-space-size=(4,--memory-saver-mode,--initial-old-space-size=8,--expose-gc|8|16)$/;

Deno.test("every task, the container and the binary start Trunkline alike, but for the size of heaps", async () => {
  const { tasks }: { tasks: Record<string, { command: string }> } = JSON.parse(
    await read("deno.json"),
  );
  const commands = Object.entries(tasks).filter(([, { command }]) =>
    /\bdeno run .* main\.ts /.test(command)
  );
  assert.ok(commands.length > 10, `${commands.length} tasks`);
  const shared = (words: readonly string[]) => words.filter((word) => !HEAP.test(word));
  for (const [name, { command }] of commands) {
    const own = runArguments(name);
    const variables = Object.entries(runVariables(name)).map(([key, value]) => `${key}=${value}`);
    assert.equal(command, [...variables, "deno", ...own, "main.ts", name].join(" "));
    assert.deepEqual(shared(own), shared(runArguments()));
    assert.equal(own.length, shared(own).length + 1, name);
  }
  const entry = /^ENTRYPOINT (.*)$/m.exec(await read("deploy/Dockerfile"))?.[1] ?? "";
  // The container has the flags of V8 in a variable, which deploy/compose_test.ts compares; the binary those for backlogs.
  assert.deepEqual(JSON.parse(entry), ["deno", ...shared(runArguments()), "main.ts"]);
  const [, quiet, ...flags] = runArguments("consume");
  assert.equal(quiet, "-q");
  assert.deepEqual(compileArguments("x", commandFlags()).slice(1, 1 + flags.length), flags);
  const variables = Object.entries(runVariables()).map(([key, value]) => `${key}=${value}`);
  assert.equal(variables.length, 1);
  for (const file of ["deploy/Dockerfile", "deploy/trunkline.service"]) {
    const text = await read(file);
    for (const variable of variables) assert.ok(text.includes(variable), `${file}: ${variable}`);
  }
});
