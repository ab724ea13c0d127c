import { add, NOTHING, step, type Tally, tests } from "./steps.ts";

/** Names no real servers, so tests run on embedded ones. */
export const EMBEDDED = { TEST_PG_URL: "", TEST_KAFKA: "" };

/** More test files than cores at once: many tests wait for a server or a timer, which would leave cores idle. */
const AT_ONCE = `${navigator.hardwareConcurrency + 2}`;

/** The files that take longest, named first so that they start first: the others fill the time that these wait. */
const LONGEST = [
  "workers/consumer_test.ts",
  "workers/producer_test.ts",
  "reports/true_numbers_test.ts",
  "workers/trainer_test.ts",
  "core/sentiment/model/model_set_test.ts",
  "core/apply/applier_outages_test.ts",
  "workers/postgres_test.ts",
  "core/dashboard/dashboard_worker_test.ts",
];

const SOURCES = [
  "main.ts",
  "cli",
  "core",
  "embedded",
  "workers",
  "reports",
  "testing",
  "bench",
  "chaos",
  "deploy",
  "docs",
  ".ci",
];

/** The quickest first; the output of a step is shown when it ends. */
const STATIC: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["import rules", ["run", "-q", "--allow-read", ".ci/imports.ts"]],
  ["unused exports", ["run", "-q", "--allow-read", ".ci/exports.ts"]],
  ["format", ["fmt", "--check", "-q"]],
  ["lint", ["lint", "-q", ...SOURCES]],
  ["types", ["check", "-q", ...SOURCES]],
];

/**
 * Format, lint, import rules, unused exports, types, and the tests beside the code: the steps of `deno task ok`. All but the
 * tests run in turn beside them: tests wait more than they work. With `retry`, test files that fail run once more.
 */
export async function checks({ retry = false } = {}): Promise<Tally> {
  const tallies = await Promise.all([
    tests("tests beside the code", [
      "--parallel",
      "--ignore=**/*_contract_test.ts",
      ...LONGEST,
      "cli",
      "core",
      "embedded",
      "workers",
      "bench",
      "testing",
      "deploy",
      "docs",
      ".ci/*_test.ts",
      // By pattern: in a folder that holds a workspace member, Deno finds only the member's tests.
      "reports/*_test.ts",
      "reports/dashboard",
    ], { env: { ...EMBEDDED, DENO_JOBS: AT_ONCE }, retry }),
    staticChecks(),
  ]);
  return tallies.reduce(add, NOTHING);
}

async function staticChecks(): Promise<Tally> {
  let tally = NOTHING;
  for (const [name, args] of STATIC) tally = add(tally, await step(name, args));
  return tally;
}
