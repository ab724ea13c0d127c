/** `deno task ok`: what must be green before each commit, in some two minutes on two cores. */
import { checks } from "./checks.ts";

const { passed, failed, skipped } = await checks();
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
Deno.exit(failed > 0 ? 1 : 0);
