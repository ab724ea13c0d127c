import assert from "node:assert/strict";
import { parseEnv } from "node:util";
import { readConfig } from "../core/config/config.ts";
import { LOCALE_VARIABLES } from "./translate.ts";
import { SPELLINGS, VARIABLES } from "../core/config/variables.ts";

const root = new URL("../", import.meta.url);

Deno.test(".env.example explains every variable, and as it stands it changes nothing", async () => {
  const example = parseEnv(await Deno.readTextFile(new URL(".env.example", root)));
  assert.deepEqual(Object.keys(example).sort(), [...VARIABLES].sort());
  const read = (env: Record<string, string | undefined>) => readConfig(env, () => "");
  assert.deepEqual(read(example), read({}));
});

Deno.test("the tasks may see every variable, and nothing else of the environment", async () => {
  const config: unknown = JSON.parse(await Deno.readTextFile(new URL("deno.json", root)));
  const { permissions } = config as {
    permissions: { default: { env: { allow: string[]; ignore: boolean } } };
  };
  const { allow, ignore } = permissions.default.env;
  const matches = (pattern: string, name: string) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const names = [...VARIABLES, ...Object.values(SPELLINGS), ...LOCALE_VARIABLES];
  for (const name of names) {
    assert.equal(allow.filter((pattern) => matches(pattern, name)).length, 1, name);
  }
  const idle = allow.filter((pattern) => !names.some((name) => matches(pattern, name)));
  assert.deepEqual(idle, [], "patterns that match no variable");
  assert.equal(ignore, true);
});
