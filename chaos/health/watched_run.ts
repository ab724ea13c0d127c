import assert from "node:assert/strict";
import { startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { TcpProxy } from "../../embedded/mastodon/tcp_proxy.ts";
import { startPostgres } from "../../embedded/postgres/start_postgres.ts";
import { parseProcessHealth, type ProcessHealth } from "../../core/health/process_health.ts";
import { readProcessFiles } from "../../core/home/process_files.ts";
import { connectPostgres } from "../../core/postgres/connect.ts";
import { runCommand, startScript } from "../../testing/trunkline_command.ts";
import { startWorkerProcess } from "../../testing/worker_process.ts";
import { WORKERS } from "../../workers/registry.ts";
import type { Snapshot } from "../../core/dashboard/page_protocol.ts";
import { SmallDisk } from "./small_disk.ts";
import { runProgram, succeeds } from "../../testing/run_program.ts";

const RATE = 20;
const TOKEN = "a-token-of-this-suite";

/**
 * `run` between servers that can be broken one at a time: its workers fail on command, PostgreSQL is
 * behind a proxy, the broker is a process of its own, and the state directory lies on a small disk.
 */
export async function watchedRun() {
  await using setup = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "trunkline_health_" });
  setup.defer(() => Deno.remove(folder, { recursive: true }));
  await Deno.chmod(folder, 0o711);
  const disk = await SmallDisk.mount(`${folder}/disk`, 400);
  if (disk !== undefined) setup.use(disk);
  const simulator = setup.use(startSimulator({ rate: RATE, token: TOKEN }));
  const kafka = { directory: `${folder}/kafka`, port: 0 };
  await Deno.mkdir(kafka.directory);
  let broker = startBroker(kafka);
  setup.defer(() => broker.kill());
  kafka.port = await portOf(broker);
  const server = await startPostgres({ home: `${folder}/postgres` });
  setup.use(server);
  const { port, database, username, password } = server.connection;
  const proxy = setup.use(new TcpProxy({ target: { host: "127.0.0.1", port } }));
  const sql = connectPostgres(server.connection, { applicationName: "health suite" });
  setup.defer(() => sql.end({ timeout: 1 }));
  const home = `${folder}/disk/home`;
  const env = {
    TRUNKLINE_HOME: home,
    MASTODON_BASE_URL: simulator.url,
    MASTODON_ACCESS_TOKEN: TOKEN,
    KAFKA_BOOTSTRAP: `127.0.0.1:${kafka.port}`,
    PG_URL: `postgres://${username}:${password}@127.0.0.1:${proxy.port}/${database}`,
    BATCH_INTERVAL: "500ms",
  };
  const command = setup.use(startScript(["testing/faulty_trunkline.ts", "run"], env));
  const url = await healthUrl(home);
  const parts = setup.move();
  return {
    ...{ command, simulator, proxy, sql, disk, password },
    url,
    /** Makes a worker fail. */
    fault: (kind: string, fault: "exit" | "throw") => command.writeLine(`${kind} ${fault}`),
    killBroker: () => broker.kill(),
    async startBroker() {
      broker = startBroker(kafka);
      await portOf(broker);
    },
    signalBroker: (signal: Deno.Signal) => Deno.kill(broker.pid, signal),
    /** Stops or continues PostgreSQL's processes, all of them. */
    async signalPostgres(signal: "STOP" | "CONT") {
      const { pid } = server;
      const children = await runProgram("pgrep", ["-P", `${pid}`]);
      const pids = [`${pid}`, ...children.split("\n").filter((line) => line !== "")];
      await succeeds("kill", [`-${signal}`, ...pids]); // one of them may just have ended
    },
    /** Gives the server these settings, at once and for all sessions. */
    async configurePostgres(settings: string) {
      await Deno.writeTextFile(`${folder}/postgres/postgres/local.conf`, `${settings}\n`);
      Deno.kill(server.pid, "SIGHUP");
    },
    /** What the process says of itself now. */
    async health(): Promise<ProcessHealth> {
      const response = await fetch(`${url}/status`, { signal: AbortSignal.timeout(2_000) });
      const health = parseProcessHealth(await response.json());
      assert.ok(health !== undefined);
      return health;
    },
    /** What the page shows of it: `database` alone, where that cannot be read; else the parts that are not well. */
    async page(): Promise<readonly string[]> {
      const [, address] = /The dashboard is at (http\S+)/.exec(command.stderr) ?? [];
      const url = new URL("api/snapshot", address);
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      const { health }: Snapshot = await response.json();
      return health.database ? health.unwell.map(([part]) => part) : ["database"];
    },
    /** The command `status --json`. */
    status: () => runCommand(["status", "--json"], env),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

export type WatchedRun = Awaited<ReturnType<typeof watchedRun>>;

function startBroker(config: { readonly directory: string; readonly port: number }) {
  return startWorkerProcess("broker", config, WORKERS.broker.grants(config));
}

async function portOf(broker: ReturnType<typeof startBroker>): Promise<number> {
  for (;;) {
    const ready = broker.reports.find((report) => report.type === "ready");
    if (ready !== undefined) return Number(ready.stats["port"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function healthUrl(home: string): Promise<string> {
  for (;;) {
    const [file] = await readProcessFiles(home);
    if (file !== undefined) return file.url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
