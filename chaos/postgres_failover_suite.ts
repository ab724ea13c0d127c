/** `run` on a PostgreSQL of its own host, which an administrator, a failover or a restore takes away and brings back. */
import assert from "node:assert/strict";
import { connectPostgres } from "../core/postgres/connect.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, startCommand } from "../testing/trunkline_command.ts";
import { countPosts } from "../testing/under_load.ts";

const AWAY_MS = 3_000;
/** Posts that must come in after each state: the stream flows again. */
const MORE = 200;

Deno.test("run starts in the middle of a failover, and goes on through each state of its database that passes", async (test) => {
  await using home = await temporaryHome();
  await using broker = await embeddedBroker();
  await using database = await freshDatabase();
  await using beside = await freshDatabase();
  await using simulator = startSimulator({ rate: 100 });
  const { host, port, username, password, database: name } = database.connection;
  const admin = connectPostgres(beside.connection, { applicationName: "administrator" });
  const users = [username, `${name}_reader`];
  const cut = () =>
    admin`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname like ${`${name}%`} and usename = any(${`{${users}}`}::text[])`;
  const posts = async () => {
    const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
    return await countPosts(sql).finally(() => sql.end());
  };
  await admin.unsafe(`alter database ${name} set default_transaction_read_only = on`);
  await using command = startCommand(["run"], {
    TRUNKLINE_HOME: home.path,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
    MASTODON_BASE_URL: simulator.url,
    BATCH_INTERVAL: "1s",
  });
  const flows = async () => {
    const from = await posts();
    for (const end = performance.now() + 40_000; await posts() < from + MORE;) {
      assert.ok(performance.now() < end, `too few posts: ${command.stderr}`);
      await pause(100);
    }
  };
  try {
    await test.step("it starts while the database is read-only", async () => {
      await command.untilStderr(/warning PostgreSQL: .*read-only.*Trying again until it is back/);
      await admin.unsafe(`alter database ${name} reset default_transaction_read_only`);
      await command.untilStderr(/PostgreSQL is back/);
      const [me] = await admin<{ may: boolean }[]>`
        select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
      // Who may make no roles has no page: an administrator is asked for its role.
      if (me?.may === true) {
        await command.untilStderr(/The dashboard is at/);
        // Its sessions are ours to end.
        await admin.unsafe(`grant ${name}_reader to current_user`);
      }
      await flows();
    });
    const states: Readonly<Record<string, readonly [does: string, mends: string]>> = {
      "read-only": [
        `alter database ${name} set default_transaction_read_only = on`,
        `alter database ${name} reset default_transaction_read_only`,
      ],
      "away while it is restored": [
        `alter database ${name} rename to ${name}_away`,
        `alter database ${name}_away rename to ${name}`,
      ],
      "closed to connections": [
        `alter database ${name} allow_connections false`,
        `alter database ${name} allow_connections true`,
      ],
      "given limits of a millisecond": [
        `alter database ${name} set statement_timeout = '1ms';
         alter database ${name} set idle_session_timeout = '1ms'`,
        "select",
      ],
    };
    for (const [state, [does, mends]] of Object.entries(states)) {
      await test.step(`it is ${state}`, async () => {
        // Whoever connects in between is cut too.
        for (;;) {
          await cut();
          const done = await admin.unsafe(does).then(() => true, () => false);
          if (done) break;
        }
        await cut();
        await pause(AWAY_MS);
        await admin.unsafe(mends);
        await flows();
      });
    }
    assert.doesNotMatch(command.stderr, /trunkline: |consumer: .*starting again/);
    command.kill("SIGTERM");
    assert.equal((await command.ended).code, 0, command.stderr);
    const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
    assert.equal((await recount(sql, broker.bootstrap).finally(() => sql.end())).missing, 0);
  } finally {
    await admin.end();
  }
});
