import { add, NOTHING, step, type Tally, tests } from "./steps.ts";

/** Names no real servers, so tests run on embedded ones. */
export const EMBEDDED = { TEST_PG_URL: "", TEST_KAFKA: "" };

/** One test file more than cores at once: many tests wait for a server or a timer, which would leave cores idle. */
const AT_ONCE = `${navigator.hardwareConcurrency + 1}`;

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

/** Format, lint, import rules, unused exports, types, and the tests beside the code: the steps of `deno task ok`. */
export async function checks(): Promise<Tally> {
  const steps = [
    await step("format", ["fmt", "--check", "-q"]),
    await step("lint", ["lint", "-q", ...SOURCES]),
    await step("import rules", ["run", "-q", "--allow-read", ".ci/imports.ts"]),
    await step("unused exports", ["run", "-q", "--allow-read", ".ci/exports.ts"]),
    await step("types", ["check", "-q", ...SOURCES]),
    await tests("tests beside the code", [
      "--parallel",
      "--ignore=**/*_contract_test.ts",
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
    ], { ...EMBEDDED, DENO_JOBS: AT_ONCE }),
  ];
  return steps.reduce(add, NOTHING);
}
