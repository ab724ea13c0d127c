/**
 * Gives `main` every variable with every wrong value, one after the other, in the environment of this process, and prints what
 * is wrong with its answers, one a line. The argument is an empty folder.
 */
import { rowOf, type VariableName, VARIABLES } from "../core/config/variables.ts";
import { main } from "../main.ts";
import { rightValue, SECRET, type ValueFiles, wrongValues } from "./wrong_values.ts";

const [folder = ""] = Deno.args;
const files: ValueFiles = {
  missing: `${folder}/missing`,
  folder: `${folder}/folder`,
  empty: `${folder}/empty`,
  lines: `${folder}/lines`,
  certificate: `${folder}/certificate`,
  key: `${folder}/key`,
  secret: `${folder}/secret`,
};
Deno.mkdirSync(files.folder);
Deno.writeTextFileSync(files.empty, "\n");
Deno.writeTextFileSync(files.lines, `${SECRET}\n${SECRET}\n`);
Deno.writeTextFileSync(files.certificate, "-----BEGIN CERTIFICATE-----\n");
Deno.writeTextFileSync(files.key, "-----BEGIN PRIVATE KEY-----\n");
Deno.writeTextFileSync(files.secret, "right\n");
const home = `${folder}/home`;
const there = listing();

const wrong: string[] = [];
let cases = 0;
for (const name of VARIABLES) {
  for (const value of wrongValues(name, files)) {
    const env = { ...companions(name), [name]: value };
    for (const command of commandsFor(name)) await expectRefusal(command, env, name);
  }
  const { needs, needsOneOf } = rowOf(name);
  if (needs === undefined && needsOneOf === undefined) continue;
  // The variable without the one that it belongs to would be ignored.
  await expectRefusal("run", { [name]: aValue(name) }, name);
}
console.log(JSON.stringify({ cases, wrong }));

function commandsFor(name: VariableName): readonly string[] {
  return name === "DATA_PATH"
    ? ["train"]
    : name === "MODEL_DIR"
    ? ["run", "score"]
    : ["run", "status"]
      // These are only looked at by who uses them.
      .filter((command) =>
        command === "run" || !["DASHBOARD_HOST", "HEALTH_HOST", "TRUNKLINE_HOME"].includes(name)
      );
}

/** The variables without which this one would do nothing. */
function companions(name: string): Record<string, string> {
  const found: Record<string, string> = {};
  const need = (of: string) => {
    const { needs = [], needsOneOf = [] } = rowOf(of as VariableName);
    for (const needed of [...needs, ...needsOneOf.slice(0, 1)]) {
      if (needed in found) continue;
      found[needed] = rightValue(needed, files);
      need(needed);
    }
  };
  need(name);
  if ("KAFKA_SASL_USERNAME" in found && !name.startsWith("KAFKA_SASL_PASSWORD")) {
    found["KAFKA_SASL_PASSWORD"] = "right";
  }
  delete found[name];
  return found;
}

function aValue(name: VariableName): string {
  const row = rowOf(name);
  if (row.type === "file") {
    return row.holds === "certificate"
      ? files.certificate
      : files[row.holds === "key" ? "key" : "secret"];
  }
  if (row.type === "choice") return row.choices[0] ?? "";
  if (row.type === "duration") return "60s";
  if (row.type === "hours") return "22:00-07:00";
  return row.type === "database" ? rightValue("PG_URL", files) : "right";
}

async function expectRefusal(
  command: string,
  env: Readonly<Record<string, string>>,
  name: string,
): Promise<void> {
  cases++;
  const all = {
    TRUNKLINE_HOME: home,
    MASTODON_BASE_URL: "https://mastodon.example",
    DASHBOARD_PORT: "0",
    HEALTH_PORT: "0",
    ...env,
  };
  for (const variable of VARIABLES) Deno.env.delete(variable);
  for (const [variable, value] of Object.entries(all)) Deno.env.set(variable, value);
  let written = "";
  const decoder = new TextDecoder();
  const write = Deno.stderr.writeSync;
  Deno.stderr.writeSync = (bytes) => {
    written += decoder.decode(bytes);
    return bytes.length;
  };
  let started = 0;
  const code = await main(
    [command, ...(command === "train" ? ["--model", `${folder}/model`] : [])],
    () => {
      started++;
      throw new Error("a worker was started");
    },
  ).finally(() => Deno.stderr.writeSync = write);
  const told = written.trimEnd();
  const complaints = [
    ...(code === 2 ? [] : [`exit ${code}`]),
    ...(told !== "" && !told.includes("\n") ? [] : ["not one line"]),
    ...(told.includes(name) ? [] : ["does not name the variable"]),
    // "State; remedy", or "State. Remedy".
    ...(/[;.:?] \S+ \S+/.test(told.replace(/^trunkline: /, "")) ? [] : ["names no remedy"]),
    ...(told.includes(SECRET) ? ["shows a secret"] : []),
    ...(started === 0 ? [] : ["starts a worker"]),
    ...(listing() === there ? [] : [`makes ${listing()}`]),
  ];
  for (const { name } of Deno.readDirSync(folder)) {
    if (!there.split(" ").includes(name)) Deno.removeSync(`${folder}/${name}`, { recursive: true });
  }
  if (complaints.length > 0) {
    wrong.push(`${command} with ${JSON.stringify(env)}: ${complaints.join(", ")}: ${told}`);
  }
}

function listing(): string {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort().join(" ");
}
