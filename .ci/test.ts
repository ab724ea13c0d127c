/** `deno task test`: all of `ok`, then the suites: contracts over each server, kill tests, browsers. */
import { checks } from "./checks.ts";
import { add, tests } from "./steps.ts";

const beside = await checks();
// One file at a time: each suite loads the machine, and some measure how long a thing takes to be noticed.
const suites = await tests("suites", ["core/**/*_contract_test.ts", "chaos/**/*_suite.ts"]);
const { passed, failed, skipped } = add(beside, suites);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
Deno.exit(failed > 0 ? 1 : 0);
