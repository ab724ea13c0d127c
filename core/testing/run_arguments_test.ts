import assert from "node:assert/strict";
import { RUN_ARGUMENTS } from "./run_arguments.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

Deno.test("every task, the container and the binary start Trunkline alike", async () => {
  const { tasks }: { tasks: Record<string, { command: string }> } = JSON.parse(
    await read("deno.json"),
  );
  const commands = Object.entries(tasks).filter(([, { command }]) =>
    command.startsWith("deno run ") && command.includes(" main.ts ")
  );
  assert.ok(commands.length > 10, `${commands.length} tasks`);
  for (const [name, { command }] of commands) {
    assert.equal(command, ["deno", ...RUN_ARGUMENTS, "main.ts", name].join(" "));
  }
  const entry = /^ENTRYPOINT (.*)$/m.exec(await read("deploy/Dockerfile"))?.[1] ?? "";
  assert.deepEqual(JSON.parse(entry), ["deno", ...RUN_ARGUMENTS, "main.ts"]);
  const v8 = RUN_ARGUMENTS.filter((argument) => argument.startsWith("--v8-flags"));
  assert.equal(v8.length, 1);
  assert.ok(tasks["compile"]?.command.split(" ").includes(v8[0]!), "the binary's flags");
});
