/** The dashboards of `deploy/grafana/` against a real run: Prometheus scrapes it, and the reader role asks its database. */
import assert from "node:assert/strict";
import { readProcessFiles } from "../core/home/process_files.ts";
import { readLive } from "../core/home/home.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { grafanaDashboard, grafanaPromql, grafanaSql, queriesOf } from "../testing/grafana.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, startCommand } from "../testing/trunkline_command.ts";
import { freePort } from "../testing/run_program.ts";

const PATIENCE_MS = 180_000;

/** What the rule never has in a run without faults. */
const MAY_BE_EMPTY = ["Alerts", "Interruptions", "Hashtags that rise"];

async function until<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(500)) {
    try {
      const found = await attempt();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`No ${what}`, { cause: last });
}

/** Starts a Prometheus that scrapes an address each second. */
async function startPrometheus(target: string) {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_prometheus_" });
  const config = {
    global: { scrape_interval: "1s" },
    scrape_configs: [{ job_name: "trunkline", static_configs: [{ targets: [target] }] }],
  };
  // YAML takes JSON.
  await Deno.writeTextFile(`${folder}/prometheus.yml`, JSON.stringify(config));
  const port = freePort();
  const child = new Deno.Command("prometheus", {
    args: [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  return {
    /** The values of an expression now. */
    async query(expr: string): Promise<readonly unknown[]> {
      const body = new URLSearchParams({ query: expr });
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/query`, {
        method: "POST",
        body,
      });
      const answer: { status: string; error?: string; data?: { result: unknown[] } } =
        await response.json();
      assert.equal(answer.status, "success", `${expr}: ${answer.error}`);
      return answer.data?.result ?? [];
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

Deno.test("every panel of both dashboards shows something of a real run", async (test) => {
  await using home = await temporaryHome();
  await using simulator = startSimulator({ rate: 20, users: 300 });
  await using run = startCommand(["run"], {
    TRUNKLINE_HOME: home.path,
    MASTODON_BASE_URL: simulator.url,
    BATCH_INTERVAL: "1s",
    ALERT_TRACK: "#news",
  });
  await run.untilStderr(/The dashboard is at/, PATIENCE_MS);
  const { url } = await until("health", async () => (await readProcessFiles(home.path))[0]);
  await using prometheus = await startPrometheus(new URL(url).host);

  for (const { title, expr = "" } of queriesOf(await grafanaDashboard("trunkline.json"))) {
    await test.step(`Prometheus: ${title}: ${expr}`, async () => {
      const asked = grafanaPromql(expr);
      const series = await until(`series of ${asked}`, async () => {
        const found = await prometheus.query(asked);
        return found.length === 0 ? undefined : found;
      });
      assert.ok(series.length > 0);
    });
  }

  const owner = await until("database", async () => (await readLive(home.path))?.postgres);
  const role = `${owner.database}_reader`;
  const password = await Deno.readTextFile(`${home.path}/${role}.password`);
  const reader = connectPostgres({ ...owner, username: role, password }, {
    applicationName: "grafana suite",
  });
  await using _ = { [Symbol.asyncDispose]: () => reader.end({ timeout: 1 }) };
  const hashtag = await until("hashtag", async () => {
    const [row] = await reader`
      select hashtag from masto.batch_top_hashtag order by toots_count desc limit 1`;
    return row?.["hashtag"] as string | undefined;
  });
  for (const { title, rawSql = "" } of queriesOf(await grafanaDashboard("posts.json"))) {
    await test.step(`PostgreSQL: ${title}`, async () => {
      await until(`answer for ${title}`, async () => {
        const now = Date.now();
        const range = { from: now - 900_000, to: now, hashtag };
        const rows = await reader.unsafe(grafanaSql(rawSql, range));
        return rows.length > 0 || MAY_BE_EMPTY.includes(title) ? rows : undefined;
      });
    });
  }
  run.kill("SIGTERM");
  assert.equal((await run.ended).code, 0, run.stderr.slice(-2_000));
});
