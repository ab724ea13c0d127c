import assert from "node:assert/strict";
import { compileArguments, runFlags } from "../.ci/compile.ts";
import { runArguments } from "./trunkline_command.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../${path}`, import.meta.url));
const YOUNG = /^--v8-flags=--max-semi-space-size=(8|16)$/;

Deno.test("every task, the container and the binary start Trunkline alike, but for the young generation", async () => {
  const { tasks }: { tasks: Record<string, { command: string }> } = JSON.parse(
    await read("deno.json"),
  );
  const commands = Object.entries(tasks).filter(([, { command }]) =>
    command.startsWith("deno run ") && command.includes(" main.ts ")
  );
  assert.ok(commands.length > 10, `${commands.length} tasks`);
  const shared = (words: readonly string[]) => words.filter((word) => !YOUNG.test(word));
  for (const [name, { command }] of commands) {
    const own = runArguments(name);
    assert.equal(command, ["deno", ...own, "main.ts", name].join(" "));
    assert.deepEqual(shared(own), shared(runArguments()));
    assert.equal(own.length, shared(own).length + 1, name);
  }
  const entry = /^ENTRYPOINT (.*)$/m.exec(await read("deploy/Dockerfile"))?.[1] ?? "";
  assert.deepEqual(JSON.parse(entry), ["deno", ...runArguments(), "main.ts"]);
  const [, quiet, ...flags] = runArguments();
  assert.equal(quiet, "-q");
  assert.deepEqual(compileArguments("x", runFlags()).slice(1, 1 + flags.length), flags);
});
