/** Faults of a cluster of three real brokers under load: a leader moves, a leader is killed, quotas slow clients down. */
import assert from "node:assert/strict";
import { askProcess } from "../core/health/local_health.ts";
import { readProcessFiles } from "../core/home/process_files.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { kafkaCluster, whyNoCluster } from "../testing/kafka_cluster.ts";
import { CAN_START_KAFKA } from "../testing/kafka_service.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import { assertLevel, differ, isEqual } from "../testing/source_under_faults.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, startScript } from "../testing/trunkline_command.ts";
import { untilPosts, withTables } from "../testing/under_load.ts";
import type { Sql } from "../core/postgres/connect.ts";

const RATE = 500;
const PORT = 15_860;
/** A busy machine notices later than Kafka's session timeout of 4 s and elects more slowly. 10 s are promised. */
const AWAY_MS_MAX = 30_000;
/** What is still on its way to the tables, where nothing is wrong. */
const USUAL_MS = 1_500;
const SETTLE_MS = 120_000;
/** Bytes a second and client: a tenth of what the load takes. */
const QUOTA = 100_000;

const why = whyNoCluster();
if (why !== undefined) console.log(`No cluster of brokers is tested: ${why}`);

Deno.test({
  name:
    `three brokers at ${RATE} posts a second: leaders move, one is killed, quotas throttle; nothing is lost or doubled`,
  ignore: !CAN_START_KAFKA || why !== undefined,
  async fn(test) {
    await using home = await temporaryHome();
    const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "trunkline_cluster_" });
    await using cluster = await kafkaCluster({ directory, port: PORT, partitions: 4 });
    const topic = "mastodon_stream";
    await using simulator = startSimulator({ rate: RATE, variety: 2_000 });
    await using command = startScript(["main.ts", "run"], {
      TRUNKLINE_HOME: home.path,
      MASTODON_BASE_URL: simulator.url,
      KAFKA_BOOTSTRAP: cluster.bootstrap.join(),
    });
    await untilPosts(command, home.path, 2 * RATE);
    await withTables(home.path, async (sql) => {
      const away = async (what: string, fault: () => Promise<void>) => {
        const longest = await longestDelay(sql, fault);
        console.log(`  ${what}: posts were ${(longest / 1_000).toFixed(1)} s late at most`);
        assert.ok(longest < AWAY_MS_MAX, `${what}: ${longest} ms\n${command.stderr.slice(-3_000)}`);
      };
      await test.step("the leader of most partitions stops, and its partitions move", async () => {
        const leader = await cluster.leaderOf(topic);
        await away("leaders move", () => cluster.stop(leader));
        assert.notEqual(await cluster.leaderOf(topic), leader);
        await cluster.start(leader);
      });
      await test.step("the leader of most partitions is killed", async () => {
        const leader = await cluster.leaderOf(topic);
        await away("a leader is killed", () => cluster.kill(leader));
        await cluster.start(leader);
      });
      await test.step("quotas throttle producer and consumer: they are slow, and none is started again", async () => {
        const from = command.stderr.length;
        const entity = ["--alter", "--entity-type", "clients", "--entity-default"];
        const quota = `producer_byte_rate=${QUOTA},consumer_byte_rate=${QUOTA}`;
        const longest = await longestDelay(sql, async () => {
          await cluster.tool(0, "configs", ...entity, "--add-config", quota);
          await untilHealth(home.path, /Kafka at .+ throttles this client by a quota/);
          await pause(8_000);
          const names = "producer_byte_rate,consumer_byte_rate";
          await cluster.tool(0, "configs", ...entity, "--delete-config", names);
        });
        await untilHealth(home.path, "ok");
        console.log(`  quotas: posts were ${(longest / 1_000).toFixed(1)} s late at most`);
        assert.ok(longest > USUAL_MS, "the quotas were felt");
        const said = command.stderr.slice(from);
        // Until a broker has answered that it throttles, it may be taken for one that does not answer.
        assert.doesNotMatch(
          said,
          /starting again|has stalled|Lost Kafka|cannot be reached|is stopped/,
        );
        assert.match(said, /health: kafka is degraded: Kafka at .+ throttles/);
        assert.match(said, /info health: kafka is well again, after/);
      });
      await test.step("every post is in the tables once", async () => {
        await simulator.drain();
        for (const end = performance.now() + SETTLE_MS; performance.now() < end;) {
          if (isEqual(await differ(simulator, sql))) break;
          await pause(1_000);
        }
        assertLevel(await differ(simulator, sql), command.stderr.slice(-3_000));
        const { missing, posts } = await recount(sql, cluster.bootstrap[0]!, topic);
        // Fewer than none: events of the stream's coverage came while the topic was read.
        assert.ok(missing <= 0, `${missing} records of the topic are not in the tables`);
        console.log(`  ${posts.size} posts`);
      });
    });
    command.kill("SIGTERM");
    assert.equal((await command.ended).code, 0, command.stderr.slice(-3_000));
  },
});

/** Waits until the process says so of Kafka. */
async function untilHealth(home: string, says: RegExp | "ok"): Promise<void> {
  for (const end = performance.now() + 60_000;; await pause(200)) {
    const [file] = await readProcessFiles(home);
    const health = file && await askProcess(file.url);
    const kafka = health?.parts.find(({ part }) => part === "kafka");
    const isSo = says === "ok" ? kafka?.state === "ok" : says.test(kafka?.words ?? "");
    if (isSo) return;
    assert.ok(performance.now() < end, JSON.stringify(health));
  }
}

/** How far the tables were behind the server at most, from the fault until they are level again, ms. */
async function longestDelay(sql: Sql, fault: () => Promise<void>): Promise<number> {
  let longest = 0;
  let isDone = false;
  const causing = fault().then(() => isDone = true);
  const doneAt = causing.then(() => performance.now());
  let since = Infinity;
  void doneAt.then((at) => since = at);
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(100)) {
    const [row] = await sql<{ delay: number }[]>`
      select extract(epoch from clock_timestamp() - max(created_at))::float8 * 1000 as delay
        from masto.toots_raw`;
    const delay = row?.delay ?? Infinity;
    longest = Math.max(longest, delay);
    // What is left of the fault shows within the session's timeout.
    if (isDone && performance.now() > since + 8_000 && delay < USUAL_MS) break;
  }
  await causing;
  return longest;
}
