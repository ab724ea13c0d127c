/**
 * `deno task test`: all of `ok`, then the suites: contracts over each server, kill tests, browsers.
 *
 * With TEST_PG_URL or TEST_KAFKA, the tests of the store and the suites also run against these real servers.
 */
import { checks } from "./checks.ts";
import { add, NOTHING, tests } from "./steps.ts";

const SUITES = [
  "core/**/*_contract_test.ts",
  "embedded/**/*_contract_test.ts",
  "workers/*_contract_test.ts",
  "chaos/*_suite.ts",
];

const tallies = [await checks()];
if (Deno.env.get("TEST_PG_URL")) {
  tallies.push(
    await tests("store tests on a real PostgreSQL", [
      "core/postgres",
      "core/consumer",
      "core/apply",
      "core/scoring",
      "core/batch",
    ]),
  );
}
// One file at a time: each suite loads the machine, and some measure how soon a fault is noticed.
tallies.push(await tests("suites", SUITES));
const { passed, failed, skipped } = tallies.reduce(add, NOTHING);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
Deno.exit(failed > 0 ? 1 : 0);
