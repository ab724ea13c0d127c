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
import { type Outcome, type Result, Results, table } from "./results.ts";
import { SCOPES } from "./scopes.ts";
import { scopeOf, stagesOf } from "./stages.ts";

/** The slowest run of tests takes 10 to 30 s, that of a suite 30 to 90. */
const TIMEOUT_MS = 100_000;
const SUITE_TIMEOUT_MS = 300_000;
const AGAIN = 3;

const flags = parseArgs(Deno.args, {
  string: ["sample", "seed", "path", "jobs", "results", "seconds"],
  boolean: ["suites", "list", "help"],
});
if (flags.help) {
  console.log(
    "Usage: deno task mutants [--sample 200] [--seed 1] [--path PREFIX] [--jobs 2] [--results FILE] [--seconds N] [--suites] [--list]\n\n" +
      "--results keeps what was found in FILE, and what it has there is not run again.\n" +
      "--seconds begins no mutant after so long; with --results, the next run goes on.\n" +
      "--suites also runs random histories, for minutes each, on what the tests beside the code do not notice.\n" +
      "--list prints the sample and runs nothing.",
  );
  Deno.exit(0);
}

const all = [...new Set(SCOPES.flatMap(({ files }) => files.flatMap(filesUnder)))]
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

const isAccepted = (mutant: Mutant) => reasonOf(mutant) !== undefined;
const results = new Results(flags.results);
/** Whether tests are to run on it. An accepted one is not run: a mutant is accepted because they cannot notice it. */
const isOpen = (mutant: Mutant) => {
  if (isAccepted(mutant)) return false;
  const outcome = results.of(mutant);
  if (outcome?.type !== "survived" || !flags.suites) return outcome === undefined;
  return !outcome.suites && scopeOf(mutant.path)?.suite !== undefined;
};
const queue = sample.filter(isOpen).values();
const until = performance.now() + Number(flags.seconds ?? Infinity) * 1_000;
await Promise.all(Array.from({ length: Number(flags.jobs ?? 2) }, runLane));

const found = sample.flatMap((mutant): Result[] => {
  const outcome: Outcome | undefined = isAccepted(mutant)
    ? { type: "survived", suites: false }
    : results.of(mutant);
  return outcome === undefined ? [] : [{ mutant, outcome }];
});
console.log(`\n${table(found, (path) => scopeOf(path)?.name ?? "", isAccepted)}\n`);
const of = (type: Outcome["type"]) =>
  found.filter(({ outcome }) => outcome.type === type).map(({ mutant }) => mutant);
for (const mutant of of("hangs")) console.log(`hangs     ${describe(mutant)}`);
for (const mutant of of("survived")) {
  console.log(
    `survived  ${describe(mutant)}\n          ${reasonOf(mutant) ?? "no test notices it"}`,
  );
}
const open = sample.filter(isOpen).length;
if (open > 0) console.log(`${open} are not tested yet`);
Deno.exit(open > 0 || of("survived").some((mutant) => !isAccepted(mutant)) ? 1 : 0);

/** Tests mutants from the queue, one after the other, in this lane's copy of the repository. */
async function runLane(): Promise<void> {
  const copy = await Deno.makeTempDir({ prefix: "trunkline_mutants_" });
  try {
    await run("sh", ["-c", 'git ls-files -z | xargs -0 cp --parents -t "$0"', copy]);
    for (const mutant of queue) {
      if (performance.now() > until) return;
      const text = await Deno.readTextFile(mutant.path);
      await Deno.writeTextFile(`${copy}/${mutant.path}`, mutated(text, mutant));
      const outcome = await outcomeOf(mutant, copy);
      await Deno.writeTextFile(`${copy}/${mutant.path}`, text);
      results.add(mutant, outcome);
      const by = outcome.type === "noticed" ? `\n    by: ${outcome.by}` : "";
      console.log(`${outcome.type.padEnd(9)} ${describe(mutant)}${by}`);
    }
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

/** Runs the tests of the file until one fails; those that did not notice the mutant before are not run again. */
async function outcomeOf(mutant: Mutant, copy: string): Promise<Outcome> {
  const suite = flags.suites ? scopeOf(mutant.path)?.suite : undefined;
  const runs = [
    ...results.of(mutant) === undefined ? stagesOf(mutant.path) : [],
    ...suite === undefined ? [] : [[suite]],
  ];
  for (const tests of runs) {
    const limitMs = tests[0] === suite ? SUITE_TIMEOUT_MS : TIMEOUT_MS;
    const outcome = await outcomeOfTests(tests, copy, limitMs) ??
      await outcomeOfTests(tests, copy, AGAIN * limitMs) ?? { type: "hangs" };
    if (outcome.type !== "survived") return outcome;
  }
  return { type: "survived", suites: suite !== undefined };
}

/** Undefined: they did not end within the limit. */
async function outcomeOfTests(
  tests: readonly string[],
  cwd: string,
  limitMs: number,
): Promise<Outcome | undefined> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-q", "-P", "--no-check", "--fail-fast", ...tests],
    cwd,
    env: { TEST_PG_URL: "", TEST_KAFKA: "", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, limitMs);
  const { success, stdout } = await child.output().finally(() => clearTimeout(timer));
  if (isLate) return undefined;
  if (success) return { type: "survived", suites: false };
  const failed = /^(.+) \.\.\. FAILED/m.exec(new TextDecoder().decode(stdout))?.[1];
  return { type: "noticed", by: failed ?? "the tests do not run" };
}

function describe({ path, line, kind, start, end, replacement }: Mutant): string {
  const before = Deno.readTextFileSync(path).slice(start, end).replace(/\s+/g, " ");
  return `${path}:${line} ${kind}: \`${before.slice(0, 90)}\` → \`${replacement}\``;
}

function reasonOf({ path, start, end, replacement }: Mutant): string | undefined {
  const text = Deno.readTextFileSync(path);
  return ACCEPTED.find((accepted) => {
    const from = text.indexOf(accepted.code);
    return accepted.path === path && accepted.replacement === replacement &&
      from >= 0 && start >= from && end <= from + accepted.code.length;
  })?.why;
}

function filesUnder(prefix: string): string[] {
  if (!prefix.endsWith("/")) return [prefix];
  return [...Deno.readDirSync(prefix)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    if (entry.isDirectory) return filesUnder(`${prefix}${entry.name}/`);
    const isCode = /\.(ts|sql)$/.test(entry.name) && !/_(test|suite)\.ts$/.test(entry.name);
    return isCode ? [`${prefix}${entry.name}`] : [];
  });
}

async function run(command: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdin: "null" }).output();
  if (!success) throw new Error(`Cannot copy the tree: ${new TextDecoder().decode(stderr)}`);
}
