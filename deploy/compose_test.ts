import assert from "node:assert/strict";
import { parse } from "yaml";
import { readConfig, VARIABLES } from "../core/config/config.ts";

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
}

const text = await Deno.readTextFile(new URL("../compose.yaml", import.meta.url));
const { services } = parse(text, { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};

Deno.test("every image is pinned to a version", () => {
  for (const [name, { image }] of Object.entries(services)) {
    assert.match(image ?? "", /^[^:]+:\d+\.\d+[\w.-]*$/, name);
  }
});

Deno.test("no password has a default, and no port is published", () => {
  for (const [name, service] of Object.entries(services)) {
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      if (/PASS/.test(variable)) assert.match(value, /^\$\{PG_PASS:\?/, `${name} ${variable}`);
    }
    assert.equal(service.ports, undefined, name);
  }
});

Deno.test("each Trunkline service runs a command that there is, with variables that are read", async () => {
  const main = await Deno.readTextFile(new URL("../main.ts", import.meta.url));
  const ours = Object.entries(services).filter(([, { image }]) => image?.startsWith("trunkline:"));
  assert.ok(ours.some(([name]) => name === "consumer"));
  for (const [name, { command, environment = {} }] of ours) {
    assert.match(main, new RegExp(`^ {2}${command?.[0]}: \\(\\) => import\\(`, "m"), name);
    for (const variable of Object.keys(environment)) {
      assert.ok((VARIABLES as readonly string[]).includes(variable), `${name} ${variable}`);
    }
    const { kafka, postgres } = readConfig({ ...environment, PG_PASS: "secret" }, () => "");
    assert.deepEqual(kafka?.bootstrap, ["kafka:9092"]);
    assert.deepEqual([postgres?.host, postgres?.password], ["postgres", "secret"]);
  }
});
