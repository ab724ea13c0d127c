/**
 * `deno task mutants`: changes operators, bounds, signs, locks, awaits and statements of the code that makes tables exact,
 * one at a time, and lists the changes that no test detects.
 *
 * The sample is drawn from all mutants with a seed. A survivor needs a test, or a line in `accepted.ts` with the reason why it
 * is equivalent; with any other survivor the exit code is 1.
 */
import { parseArgs } from "@std/cli/parse-args";
import { seededRandom, shuffle } from "../../core/base/random.ts";
import { ACCEPTED } from "./accepted.ts";
import { findMutants, type Mutant, mutated } from "./find_mutants.ts";
import { SCOPES } from "./scopes.ts";

/** A run of tests that takes longer hangs, which counts as detected. */
const TIMEOUT_MS = 180_000;

const flags = parseArgs(Deno.args, {
  string: ["sample", "seed", "path", "jobs"],
  boolean: ["list", "help"],
});
if (flags.help) {
  console.log(
    "Usage: deno task mutants [--sample 200] [--seed 1] [--path PREFIX] [--jobs 2] [--list]\n\n" +
      "--list prints the sample and runs nothing.",
  );
  Deno.exit(0);
}

const all = SCOPES.flatMap(({ files }) => files.flatMap(filesUnder))
  .filter((path) => path.startsWith(flags.path ?? ""))
  .flatMap((path) => findMutants(path, Deno.readTextFileSync(path)));
const size = Math.min(Number(flags.sample ?? 200), all.length);
const order = Uint32Array.from(all.keys());
shuffle(order, seededRandom(Number(flags.seed ?? 1)));
const sample = Array.from(order.slice(0, size).sort(), (at) => all[at]!);
console.log(`${all.length} mutants found, ${sample.length} drawn`);
if (flags.list) {
  for (const mutant of sample) console.log(describe(mutant));
  Deno.exit(0);
}

const survivors: Mutant[] = [];
const queue = sample.values();
let done = 0;
await Promise.all(Array.from({ length: Number(flags.jobs ?? 2) }, runLane));
const unexplained = survivors.filter((mutant) => reasonOf(mutant) === undefined);
console.log(`\n${sample.length - survivors.length} of ${sample.length} are noticed by a test`);
for (const mutant of survivors) {
  console.log(
    `survived  ${describe(mutant)}\n          ${reasonOf(mutant) ?? "no test notices it"}`,
  );
}
Deno.exit(unexplained.length > 0 ? 1 : 0);

/** Tests mutants from the queue, one after the other, in this lane's copy of the repository. */
async function runLane(): Promise<void> {
  const copy = await Deno.makeTempDir({ prefix: "trunkline_mutants_" });
  try {
    await run("sh", ["-c", 'git ls-files -z | xargs -0 cp --parents -t "$0"', copy]);
    for (const mutant of queue) {
      const text = await Deno.readTextFile(mutant.path);
      await Deno.writeTextFile(`${copy}/${mutant.path}`, mutated(text, mutant));
      const noticed = await isNoticed(mutant.path, copy);
      await Deno.writeTextFile(`${copy}/${mutant.path}`, text);
      if (!noticed) survivors.push(mutant);
      console.log(`${++done} ${noticed ? "noticed " : "SURVIVED"} ${describe(mutant)}`);
    }
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

/** Runs the tests of the file's scope until one fails; first the test beside the file. */
async function isNoticed(path: string, copy: string): Promise<boolean> {
  const beside = path.replace(/\.ts$/, "_test.ts");
  const scope = SCOPES.find(({ files }) => files.some((prefix) => path.startsWith(prefix)));
  const stages = [...exists(beside) ? [[beside]] : [], ...scope?.stages ?? []];
  for (const tests of stages) if (!await passes(tests, copy)) return true;
  return false;
}

async function passes(tests: readonly string[], cwd: string): Promise<boolean> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-q", "-P", "--no-check", "--fail-fast", ...tests],
    cwd,
    env: { TEST_PG_URL: "", TEST_KAFKA: "" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stuck = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const { success } = await child.status.finally(() => clearTimeout(stuck));
  return success;
}

function describe({ path, line, kind, start, end, replacement }: Mutant): string {
  const before = Deno.readTextFileSync(path).slice(start, end).replace(/\s+/g, " ");
  return `${path}:${line} ${kind}: \`${before.slice(0, 90)}\` → \`${replacement}\``;
}

function reasonOf({ path, start, end, replacement }: Mutant): string | undefined {
  const text = Deno.readTextFileSync(path);
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const line = text.slice(lineStart, text.indexOf("\n", end));
  return ACCEPTED.find((accepted) =>
    accepted.path === path && line.includes(accepted.code) && accepted.replacement === replacement
  )?.why;
}

function filesUnder(prefix: string): string[] {
  if (!prefix.endsWith("/")) return [prefix];
  return [...Deno.readDirSync(prefix)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    if (entry.isDirectory) return filesUnder(`${prefix}${entry.name}/`);
    const isCode = /\.(ts|sql)$/.test(entry.name) && !/_(test|suite)\.ts$/.test(entry.name);
    return isCode ? [`${prefix}${entry.name}`] : [];
  });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function run(command: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdin: "null" }).output();
  if (!success) throw new Error(`Cannot copy the tree: ${new TextDecoder().decode(stderr)}`);
}
