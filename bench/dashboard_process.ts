/** Runs the dashboard's worker alone in a process; reads its configuration as JSON from standard input. */
import { dashboardGrants } from "../core/dashboard/grants.ts";
import type { DashboardConfig } from "../workers/dashboard.ts";
import { spawnWorker } from "../testing/spawned_worker.ts";

const config: DashboardConfig = JSON.parse(await new Response(Deno.stdin.readable).text());
const { ready } = await spawnWorker("dashboard", {
  config,
  grants: dashboardGrants(config),
  say: (line) => console.error(line),
});
console.log(JSON.stringify(ready));
