/**
 * `deno task test`: all of `ok`, then the suites: contracts over each server, kill tests, browsers.
 *
 * With TEST_PG_URL or TEST_KAFKA, the tests of the store and the suites also run against these real servers.
 */
import { checks } from "./checks.ts";
import { add, NOTHING, tests } from "./steps.ts";

/** These measure how soon a fault is noticed or a page changes: nothing else may load the machine. */
const ALONE = [
  "dashboard_browser",
  "health",
  "kafka_cluster",
  "kafka_outage",
  "killed_process",
  "postgres_failover",
  "postgres_kill",
  "postgres_promotion",
  "reader_role",
  "soak",
  "source_figures",
  "worker_faults",
].map((name) => `chaos/${name}_suite.ts`);

/** All others wait more than they work: several at once, those that take longest first. */
const TOGETHER = [
  ...others(
    "chaos/source_gaps_suite.ts",
    "chaos/consumer_kill_suite.ts",
    "chaos/compose_services_suite.ts",
    "chaos/bad_training_file_suite.ts",
    "chaos/random_histories_suite.ts",
  ),
  "core/**/*_contract_test.ts",
  "embedded/**/*_contract_test.ts",
  "workers/*_contract_test.ts",
  "deploy/*_contract_test.ts",
];
const SEVERAL = { env: { DENO_JOBS: `${navigator.hardwareConcurrency + 1}` }, retry: true };

const tallies = [await checks({ retry: true })];
if (Deno.env.get("TEST_PG_URL")) {
  tallies.push(
    await tests("store tests on a real PostgreSQL", [
      "--parallel",
      "--ignore=**/*_contract_test.ts",
      "core/postgres",
      "core/consumer",
      "core/apply",
      "core/scoring",
      "core/batch",
    ], SEVERAL),
  );
}
tallies.push(
  await tests("suites, several at once", ["--parallel", ...TOGETHER], SEVERAL),
  await tests("suites, one at a time", ALONE, { retry: true }),
);
const { passed, failed, skipped } = tallies.reduce(add, NOTHING);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
Deno.exit(failed > 0 ? 1 : 0);

/** The suites that need not run alone, `first` first. Named one by one: `--ignore` leaves out nothing that a pattern finds. */
function others(...first: readonly string[]): string[] {
  const suites = [...Deno.readDirSync("chaos")].map(({ name }) => `chaos/${name}`)
    .filter((path) => path.endsWith("_suite.ts") && !ALONE.includes(path));
  return [...new Set([...first, ...suites.sort()])];
}
