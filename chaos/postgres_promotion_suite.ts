/** `run` on a primary with a synchronous standby, which is promoted under load after the primary has died. */
import assert from "node:assert/strict";
import { connectPostgres } from "../core/postgres/connect.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import { startPostgresPair } from "../testing/postgres_pair.ts";
import { pause, runCommand, startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { countPosts } from "../testing/under_load.ts";

const RATE = 500;
const BEFORE = 2_000;
const AFTER = 2_000;
const PATIENCE_MS = 90_000;

Deno.test("a standby that is promoted under load loses and doubles nothing", async () => {
  await using home = await temporaryHome();
  await using broker = await embeddedBroker();
  await using pair = await startPostgresPair("masto_test");
  await using simulator = startSimulator({ rate: RATE });
  const { primary, standby } = pair;
  const env = {
    TRUNKLINE_HOME: home.path,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    // The standby stands first: it is passed over while it takes no writes.
    PG_URL: `postgres://postgres@127.0.0.1:${standby.port},127.0.0.1:${primary.port}/masto_test` +
      "?target_session_attrs=read-write",
    MASTODON_BASE_URL: simulator.url,
  };
  const alone = await runCommand(["migrate"], {
    TRUNKLINE_HOME: home.path,
    PG_URL: env.PG_URL.replace(`,127.0.0.1:${primary.port}`, ""),
  });
  assert.equal(alone.code, 1);
  assert.match(alone.stderr, /it is read-only: a standby/);

  await using command = startCommand(["run"], env);
  const reach = async (posts: number, where: typeof primary) => {
    const sql = connectPostgres(where, { applicationName: "trunkline suite" });
    try {
      for (const end = performance.now() + PATIENCE_MS; await countPosts(sql) < posts;) {
        assert.ok(performance.now() < end, `too few posts: ${command.stderr}`);
        await pause(20);
      }
      return await countPosts(sql);
    } finally {
      await sql.end();
    }
  };
  await reach(BEFORE, primary);
  await pair.failOver();
  const promoted = performance.now();
  const kept = await reach(BEFORE, standby);
  await reach(kept + 1, standby);
  console.log(`back ${((performance.now() - promoted) / 1_000).toFixed(1)} s after the promotion`);
  await reach(kept + AFTER, standby);
  command.kill("SIGTERM");
  const { code, stderr } = await command.ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /PostgreSQL is back/);
  // What was still in the topic.
  const rest = await runCommand(["consume", "--until-end"], env);
  assert.equal(rest.code, 0, rest.stderr);
  const sql = connectPostgres(standby, { applicationName: "trunkline suite" });
  const { missing } = await recount(sql, broker.bootstrap).finally(() => sql.end());
  assert.equal(missing, 0);
});
