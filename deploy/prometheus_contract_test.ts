import assert from "node:assert/strict";
import { metricsText } from "../core/health/metrics.ts";
import { processHealth } from "../core/health/process_health.ts";
import type { Stats } from "../core/supervision/protocol.ts";
import type { Facts } from "../core/health/picture.ts";
import { runProgram } from "../testing/run_program.ts";

const here = new URL("./", import.meta.url).pathname;

const promtool = (args: readonly string[], input = "") =>
  runProgram("promtool", args, { cwd: here, input });

/** The names that docs/operate.md lists; a test beside the metrics ties them to what is served. */
async function served(): Promise<Set<string>> {
  const docs = await Deno.readTextFile(`${here}../docs/operate.md`);
  return new Set(
    [...docs.matchAll(/^\| `((?:trunkline|process)_\w+)/gm)].map(([, name]) => name ?? ""),
  );
}

Deno.test("Prometheus takes the rules, and each fires when its condition lasts and not otherwise", async () => {
  assert.match(await promtool(["check", "rules", "prometheus/alerts.yml"]), /SUCCESS/);
  assert.match(await promtool(["test", "rules", "prometheus/alerts_test.yml"]), /SUCCESS/);
  const rules = await Deno.readTextFile(`${here}prometheus/alerts.yml`);
  const tests = await Deno.readTextFile(`${here}prometheus/alerts_test.yml`);
  const manual = await Deno.readTextFile(`${here}../docs/operate.md`);
  for (const [, alert = ""] of rules.matchAll(/alert: (\w+)/g)) {
    assert.ok(manual.includes(`\`${alert}\``), `${alert}: docs/operate.md says what to do`);
    const times = tests.split(`alertname: ${alert}`).length - 1;
    assert.equal(times, 2, `${alert}: caused once, and silent once`);
  }
});

Deno.test("Prometheus takes the metrics", async () => {
  const stats = { events: 1, posts: 1, dropped_noindex: 2, spooled: 0, lost: 0, dead_letters: 0 };
  const facts: Facts = {
    workers: [],
    stats: new Map<string, Stats>([["producer", stats], ["consumer", { applied: 1, lagMs: 5 }]]),
    ...{ troubles: [], uses: [], disk: { path: "/", freeBytes: 1 }, batchIntervalMs: 1 },
  };
  await promtool(["check", "metrics"], await metricsText(processHealth("a/1/run", [], 0), facts));
});

Deno.test("rules and dashboard ask only for metrics that are served", async () => {
  const known = await served();
  for (const file of ["prometheus/alerts.yml", "grafana/trunkline.json"]) {
    const text = await Deno.readTextFile(`${here}${file}`);
    const asked = [...text.matchAll(/\b(?:trunkline|process)_\w+/g)].map(([name]) => name);
    assert.ok(asked.length > 5);
    assert.deepEqual(asked.filter((name) => !known.has(name)), [], file);
  }
});
