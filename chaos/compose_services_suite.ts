/** The services of compose.yaml without containers: each command with its own environment, against real servers. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { embeddedDatabase } from "../testing/databases.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import {
  type CommandEnv,
  pause,
  runCommand,
  type RunningCommand,
  startCommand,
} from "../testing/trunkline_command.ts";
import { countPosts } from "../testing/under_load.ts";
import { freePort } from "../testing/run_program.ts";

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const { services } = parse(
  await Deno.readTextFile(new URL("../compose.yaml", import.meta.url)),
  { merge: true },
) as { services: Readonly<Record<string, Service>> };
const PATIENCE_MS = 90_000;

Deno.test("the commands of compose.yaml work together with their environments, and each says that it is well", async () => {
  await using broker = await embeddedBroker();
  await using database = await embeddedDatabase();
  await using simulator = startSimulator({ rate: 50, token: "of-the-server" });
  await using stack = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  const { host, port, database: name, username, password } = database.connection;
  const dashboardToken = "a-token-of-32-characters-or-more";
  const secrets = {
    pg_pass: password,
    mastodon_token: "of-the-server",
    dashboard_token: dashboardToken,
  };
  for (const [secret, value] of Object.entries(secrets)) {
    await Deno.writeTextFile(`${folder}/${secret}`, `${value}\n`);
  }
  const healthPorts = new Map(
    ["producer", "consumer", "batch", "score", "dashboard"].map((each) => [each, freePort()]),
  );
  /** The environment of a service, with the servers of this test in place of those of the containers. */
  const environmentOf = (service: string): CommandEnv => {
    const given = services[service]?.environment ?? {};
    const here = Object.entries(given).map(([variable, value]) => [
      variable,
      value.replace("kafka:9092", String(broker.bootstrap))
        .replace("trunkline@postgres:5432/trunkline", `${username}@${host}:${port}/${name}`)
        .replace("/run/secrets/", `${folder}/`)
        .replace(/^\/state$/, `${folder}/state-${service}`)
        .replace(/^0\.0\.0\.0$/, "127.0.0.1")
        .replace(/^8080$/, "0"),
    ]);
    // What .env says. In containers each service has the usual health port for itself.
    const healthPort = `${healthPorts.get(service) ?? 0}`;
    return {
      MASTODON_BASE_URL: simulator.url,
      HEALTH_PORT: healthPort,
      ...Object.fromEntries(here),
    };
  };
  const migrated = await runCommand(services["migrate"]?.command ?? [], environmentOf("migrate"));
  assert.equal(migrated.code, 0, migrated.stderr);

  const running = new Map<string, RunningCommand>();
  for (const service of ["producer", "consumer", "batch", "score", "dashboard"]) {
    const command = services[service]?.command ?? [];
    running.set(service, stack.use(startCommand(command, environmentOf(service))));
  }
  const told = () =>
    [...running].map(([service, { stderr }]) => `${service}: ${stderr}`).join("\n");
  const eventually = async (what: string, holds: () => Promise<boolean>) => {
    for (const end = performance.now() + PATIENCE_MS; !await holds(); await pause(250)) {
      assert.ok(performance.now() < end, `${what}, in vain\n${told()}`);
    }
  };
  const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
  stack.defer(() => sql.end());
  await eventually("posts", async () => await countPosts(sql) > 300);
  await eventually("batch tables", async () => {
    const [row] = await sql<{ n: number }[]>`
      select coalesce(sum(toots_count), 0)::int as n from masto.batch_toots_per_day`;
    return (row?.n ?? 0) > 0;
  });
  for (const service of running.keys()) {
    await eventually(`${service} is well`, async () => {
      const { code } = await runCommand(["health"], environmentOf(service));
      return code === 0;
    });
  }
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.get("dashboard")?.stdout ?? "")?.[0];
  assert.ok(url !== undefined, told());
  assert.equal((await fetch(url)).status, 401);
  const headers = { authorization: `Bearer ${dashboardToken}` };
  const page = await fetch(url, { headers });
  assert.equal(page.status, 200);
  await page.body?.cancel();

  for (const service of ["producer", "consumer", "batch", "score", "dashboard"]) {
    const command = running.get(service);
    if (service === "consumer") await pause(2_000);
    command?.kill("SIGTERM");
    const ended = await command?.ended;
    assert.equal(ended?.code, 0, `${service}: ${ended?.stderr}`);
  }
  const rest = await runCommand(["consume", "--until-end"], environmentOf("consumer"));
  assert.equal(rest.code, 0, rest.stderr);
  assert.equal((await recount(sql, broker.bootstrap)).missing, 0);
});
