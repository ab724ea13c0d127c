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
import { breakRules } from "./break_rules.ts";
import { Coverage } from "./coverage.ts";
import { findMutants, type Mutant, mutated } from "./find_mutants.ts";
import { type Outcome, type Result, Results, table } from "./results.ts";
import { runTests, type TestRun } from "./run_tests.ts";
import { scopeOf, SCOPES } from "./scopes.ts";
import { copyTree, whileChanged } from "./tree_copy.ts";

/** Longer than a test takes on a machine that is busy: its file's seconds, measured before, count several times. */
const SILENCE_MAX_MS = 20_000;
const SECONDS_FACTOR = 4;
const SUITE_SILENCE_MAX_MS = 300_000;
const AGAIN = 3;

const flags = parseArgs(Deno.args, {
  string: ["sample", "seed", "path", "jobs", "results", "seconds"],
  boolean: ["suites", "list", "rules", "help"],
});
if (flags.help) {
  console.log(
    "Usage: deno task mutants [--sample 200] [--seed 1] [--path PREFIX] [--jobs 2] [--results FILE] [--seconds N] [--suites] [--list] [--rules]\n\n" +
      "--results keeps what was found in FILE, and what it has there is not run again; FILE.coverage says which tests run which lines.\n" +
      "--seconds begins no mutant after so long; with --results, the next run goes on.\n" +
      "--suites also runs random histories, for minutes each, on what the tests beside the code do not notice.\n" +
      "--list prints the sample and runs nothing.\n" +
      "--rules breaks each rule of docs/invariants.md instead, and runs the test that is named beside it.",
  );
  Deno.exit(0);
}

if (flags.rules) {
  const unnoticed = await breakRules(flags.path ?? "");
  for (const name of unnoticed) console.error(`Its test passes without it: ${name}`);
  Deno.exit(unnoticed.length > 0 ? 1 : 0);
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
const coverage = new Coverage(flags.results && `${flags.results}.coverage`);
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
  await using copy = await copyTree();
  for (const mutant of queue) {
    if (performance.now() > until) return;
    const outcome = await outcomeOf(mutant, copy.path);
    results.add(mutant, outcome);
    const by = outcome.type === "noticed" ? `\n    by: ${outcome.by}` : "";
    console.log(`${outcome.type.padEnd(9)} ${describe(mutant)}${by}`);
  }
}

/** Runs the tests of the file until one fails; those that did not notice the mutant before are not run again. */
async function outcomeOf(mutant: Mutant, copy: string): Promise<Outcome> {
  const suite = flags.suites ? scopeOf(mutant.path)?.suite : undefined;
  const tests = results.of(mutant) === undefined ? await coverage.testsOf(mutant, copy) : [];
  const seconds = Math.max(0, ...tests.map((test) => test.seconds));
  const silenceMaxMs = SILENCE_MAX_MS + SECONDS_FACTOR * 1_000 * seconds;
  const text = mutated(await Deno.readTextFile(mutant.path), mutant);
  return await whileChanged(
    `${copy}/${mutant.path}`,
    text,
    async () =>
      await noticedBy(tests.map(({ path }) => path), copy, silenceMaxMs) ??
        await noticedBy(suite === undefined ? [] : [suite], copy, SUITE_SILENCE_MAX_MS) ??
        { type: "survived", suites: suite !== undefined },
  );
}

/** Undefined: all passed, or there are none. What is no failure of a test is tried once more. */
async function noticedBy(
  tests: readonly string[],
  cwd: string,
  silenceMaxMs: number,
): Promise<Outcome | undefined> {
  if (tests.length === 0) return undefined;
  let last: TestRun | undefined;
  for (const factor of [1, AGAIN]) {
    last = await runTests(tests, { cwd, silenceMaxMs: factor * silenceMaxMs });
    if (last.result === "passed") return undefined;
    if (last.failed !== undefined) return { type: "noticed", by: last.failed };
  }
  return last?.result === "failed"
    ? { type: "noticed", by: "the tests do not run" }
    : { type: "hangs" };
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
