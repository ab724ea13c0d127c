import { add, NOTHING, step, type Tally, tests } from "./steps.ts";

/** Names no real server: tests then run on embedded ones. */
export const EMBEDDED = { TEST_PG_URL: "", TEST_KAFKA: "" };

/** Many tests wait, for a server or for a time to pass: one more at once than there are cores, or the cores wait too. */
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

/** Format, lint, import rules, unused exports, types, and the tests beside the code: what `deno task ok` stands for. */
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
      // By pattern: of a folder that holds a workspace member, Deno finds the member's tests only.
      "reports/*_test.ts",
      "reports/dashboard",
    ], { ...EMBEDDED, DENO_JOBS: AT_ONCE }),
  ];
  return steps.reduce(add, NOTHING);
}
