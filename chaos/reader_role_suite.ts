/** The role of the page belongs to the database: several hosts use it, and what an administrator does to it is mended. */
import assert from "node:assert/strict";
import type { Snapshot } from "../core/dashboard/page_protocol.ts";
import { ADVISORY_LOCKS } from "../core/postgres/advisory_locks.ts";
import { identifier } from "../core/postgres/identifier.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { reserveConnection } from "../core/postgres/reserve.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { TcpProxy } from "../embedded/mastodon/tcp_proxy.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { embeddedDatabase } from "../testing/databases.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, type RunningCommand, startCommand } from "../testing/trunkline_command.ts";

const PATIENCE_MS = 60_000;

Deno.test("two hosts show the page with one role, also after its password was changed and after it was gone", async () => {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await embeddedBroker());
  const database = stack.use(await embeddedDatabase());
  const simulator = stack.use(startSimulator({ rate: 20 }));
  const { host, port, database: name, username, password } = database.connection;
  const proxy = stack.use(new TcpProxy({ target: { host, port } }));
  const sql = connectPostgres(database.connection, { applicationName: "administrator" });
  stack.defer(() => sql.end());
  const role = identifier(`${name}_reader`);
  const runs: RunningCommand[] = [];
  for (const _ of [1, 2]) {
    const home = stack.use(await temporaryHome());
    runs.push(stack.use(startCommand(["run"], {
      TRUNKLINE_HOME: home.path,
      MASTODON_BASE_URL: simulator.url,
      KAFKA_BOOTSTRAP: String(broker.bootstrap),
      PG_URL: `postgres://${username}:${password}@127.0.0.1:${proxy.port}/${name}`,
    })));
    // The second one must not lock out the page of the first.
    for (const run of runs) await untilPageReads(run, true);
  }
  const faults = {
    "its password is changed": `alter role ${role} password 'of an administrator'`,
    "it is gone": `alter role ${role} rename to ${identifier(`${name}_gone`)}`,
  };
  for (const [what, statements] of Object.entries(faults)) {
    {
      // One host renews the role for both: it waits for this lock until both pages have shown that they cannot read.
      await using holder = await reserveConnection(database.connection, {
        applicationName: "holder",
      });
      await holder.sql`select pg_advisory_lock(${ADVISORY_LOCKS.readerRole}::bigint)`;
      await sql.unsafe(statements);
      proxy.cut();
      for (const run of runs) await untilPageReads(run, false);
    }
    const since = performance.now();
    for (const run of runs) await untilPageReads(run, true);
    console.log(`${what}: both pages read again after ${Math.round(performance.now() - since)} ms`);
  }
  for (const run of runs) {
    run.kill("SIGINT");
    assert.equal((await run.ended).code, 0, run.stderr);
  }
});

/** Resolves when the page of a `run` can read the database, or cannot. */
async function untilPageReads(run: RunningCommand, reads: boolean): Promise<void> {
  await run.untilStderr(/The dashboard is at http/);
  const [, address] = /The dashboard is at (http\S+)/.exec(run.stderr) ?? [];
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(100)) {
    const response = await fetch(new URL("api/snapshot", address));
    const { health }: Snapshot = await response.json();
    if (health.database === reads) return;
  }
  assert.fail(`The page does not ${reads ? "read" : "notice"} in time: ${run.stderr}`);
}
