import assert from "node:assert/strict";
import type { Command } from "./command.ts";
import { commandHelp } from "./help.ts";
import { parseFlags } from "./parse_flags.ts";

for (const { name: file } of Deno.readDirSync(new URL("./commands", import.meta.url))) {
  const { command }: { command: Command } = await import(`./commands/${file}`);
  Deno.test(`the examples of ${command.name} are its own, and their flags are in its help`, () => {
    assert.equal(file, `${command.name}.ts`);
    assert.ok(command.examples.length > 0);
    for (const [line] of command.examples) {
      const [name, ...args] = line.split(" ");
      assert.equal(name, command.name);
      const { flags } = parseFlags(command, args);
      for (const [flag, { value }] of Object.entries(command.flags)) {
        if (!args.includes(`--${flag}`)) continue;
        if (value === undefined) assert.ok(flags.has(flag));
        else if (value.includes("|")) flags.choice(flag, value.split("|"));
        else if (value === "D") flags.duration(flag);
        else if (value === "T") flags.instant(flag);
        else assert.ok(flags.text(flag));
      }
      assert.ok(commandHelp(command).includes(`deno task ${line}`));
    }
  });
}
