/** The doctor at a real Kafka with ACLs, at PgBouncer, and as a command, each sick state caused for real. */
import assert from "node:assert/strict";
import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import { type Result, runChecks } from "../core/doctor/check.ts";
import { kafkaChecks, type KafkaOptions } from "../core/doctor/kafka_checks.ts";
import { postgresChecks } from "../core/doctor/postgres_checks.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { makeCertificates } from "../testing/certificates.ts";
import { freshDatabase } from "../testing/databases.ts";
import { CAN_START_KAFKA, kafkaService } from "../testing/kafka_service.ts";
import { pgbouncerProgram, startPgbouncer } from "../testing/pgbouncer.ts";
import { runCommand, startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { assertWrong } from "../testing/doctor_checks.ts";

const PORT = 15790;
const DIRECTORY = `/var/tmp/trunkline-kafka-doctor-${PORT}`;
const USER = { mechanism: "plain", username: "trunkline", password: "trunkline" } as const;
const AS_USER: KafkaConnection = { bootstrap: [`127.0.0.1:${PORT + 2}`], sasl: USER };
const AS_ADMIN: KafkaConnection = { bootstrap: [`127.0.0.1:${PORT}`] };
const TOPICS = { stream: "posts", errors: "errors" };

const kafka = (...args: readonly string[]) => kafkaService(...args, "--dir", DIRECTORY);
const acl = (...args: readonly string[]) =>
  kafkaService("tool", "--dir", DIRECTORY, "acls", ...args, "--allow-principal", "User:trunkline");

async function examine(
  connection: KafkaConnection,
  options: Partial<KafkaOptions> = {},
): Promise<ReadonlyMap<string, Result>> {
  const checks = kafkaChecks({
    connection,
    isEmbedded: false,
    topics: TOPICS,
    partitions: 4,
    partitionsGiven: false,
    group: "trunkline",
    ...options,
  });
  const signal = new AbortController().signal;
  const results = await runChecks(checks, { signal, limitMs: 8_000 });
  return new Map(results.map((result) => [result.name, result]));
}

/** As {@linkcode assertWrong}, once a change of rights or settings has reached the broker, within 10 s. */
async function becomesWrong(
  look: () => Promise<ReadonlyMap<string, Result>>,
  expected: Parameters<typeof assertWrong>[1],
): Promise<ReadonlyMap<string, Result>> {
  for (const began = performance.now();;) {
    const results = await look();
    try {
      assertWrong(results, expected);
      return results;
    } catch (error) {
      if (performance.now() - began > 10_000) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

Deno.test({
  name: "Kafka: ACLs told apart, missing topics, settings that lose records, logins, certificates",
  ignore: !CAN_START_KAFKA,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    await kafka(
      ...["start", "--port", String(PORT), "--tls", "--sasl", "--heap", "400m"],
      ...["--set", "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer"],
      ...["--set", "super.users=User:ANONYMOUS"],
    );
    const admin = kafkaClient(AS_ADMIN, "test").admin();
    const alter = async (settings: Readonly<Record<string, string>>) => {
      await admin.alterConfigs({
        validateOnly: false,
        resources: [{
          type: 2,
          name: TOPICS.stream,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        }],
      });
    };
    try {
      await admin.connect();
      await test.step("a user without any right does not even see the topics", async () => {
        await becomesWrong(() => examine(AS_USER), {
          "topic posts": [/may not see it \(Describe\)/, /Grant Describe .*KAFKA_TOPIC/],
          "topic errors": [/may not see it/, /KAFKA_ERRORS_TOPIC/],
          rights: [/Describe and Read on the group trunkline/, /kafka-acls/],
        });
      });

      await test.step("a missing topic that this user may not create, and one that it may", async () => {
        await acl("--add", "--operation", "Describe", "--topic", "*");
        await acl("--add", "--operation", "Read", "--group", "trunkline");
        await becomesWrong(() => examine(AS_USER), {
          "topic posts": [/not there, and cannot be created/, /--partitions 4\), or grant Create/],
          "topic errors": [/cannot be created/, /grant Create/],
        });
        await acl("--add", "--operation", "Create", "--topic", "*");
        const may = await becomesWrong(() => examine(AS_USER), {});
        assert.match(may.get("topic posts")?.words ?? "", /not there yet; this user may create it/);
        assert.deepEqual(
          (await admin.listTopics()).filter((name) => Object.values(TOPICS).includes(name)),
          [],
          "the doctor creates nothing",
        );
      });

      await test.step("a user that may only read is told that it may not write", async () => {
        await admin.createTopics({
          topics: [
            { topic: TOPICS.stream, numPartitions: 3 },
            { topic: TOPICS.errors, numPartitions: 1 },
          ],
        });
        await acl("--add", "--operation", "Read", "--topic", "*");
        await becomesWrong(() => examine(AS_USER), {
          rights: [/lacks Write on the topic posts, Write on the topic errors$/, /kafka-acls/],
        });
        const settings = (await examine(AS_USER)).get("retention");
        assert.match(
          settings?.words ?? "",
          /may not read the settings of posts \(DescribeConfigs\)/,
        );
        await acl("--add", "--operation", "Write", "--topic", "*");
        await acl("--add", "--operation", "DescribeConfigs", "--topic", "*");
        const healthy = await becomesWrong(() => examine(AS_USER), {});
        assert.match(healthy.get("version")?.words ?? "", /3\.5 or newer/);
        assert.match(healthy.get("rights")?.words ?? "", /^read and write on the topics/);
        assert.match(healthy.get("topic posts")?.words ?? "", /^3 partitions, 1 copy/);
      });

      await test.step("another number of partitions is said where KAFKA_PARTITIONS is set", async () => {
        assertWrong(await examine(AS_USER, { partitionsGiven: true }), {
          "topic posts": [/has 3 partitions, and KAFKA_PARTITIONS says 4/, /KAFKA_PARTITIONS=3/],
        });
      });

      await test.step("settings of a topic under which records are lost or refused", async () => {
        await alter({ "cleanup.policy": "compact", "max.message.bytes": "20000" });
        await becomesWrong(() => examine(AS_USER), {
          retention: [/is compacted/, /cleanup\.policy=delete/],
          "message size": [/posts takes records of 20000 bytes at most/, /400000 or more/],
        });
        await alter({ "retention.ms": String(3_600_000), "compression.type": "zstd" });
        const results = await becomesWrong(() => examine(AS_USER), {
          retention: [/for 1 h only/, /259200000 or more/],
        });
        assert.match(results.get("codecs")?.words ?? "", /^zstd/);
        await alter({ "min.insync.replicas": "2" });
        await becomesWrong(() => examine(AS_USER), {
          "topic posts": [
            /3 of 3 partitions have fewer than 2 replicas in sync/,
            /Start the brokers/,
          ],
        });
        await alter({});
      });

      await test.step("a wrong password, a wrong CA, no TLS, a closed port", async () => {
        assertWrong(await examine({ ...AS_USER, sasl: { ...USER, password: "wrong" } }), {
          brokers: [/does not let us in/, /KAFKA_SASL_PASSWORD/],
        });
        await using other = await makeCertificates(["IP:127.0.0.1"]);
        assertWrong(
          await examine({ bootstrap: [`127.0.0.1:${PORT + 3}`], tls: { ca: other.ca } }),
          { brokers: [/certificate that does not hold/, /KAFKA_TLS_CA/] },
        );
        assertWrong(await examine({ bootstrap: [`127.0.0.1:${PORT + 3}`] }), {
          brokers: [/cannot be reached/, /KAFKA_TLS/],
        });
        assertWrong(await examine({ bootstrap: ["127.0.0.1:9"] }), {
          brokers: [/the connection is refused/, /KAFKA_BOOTSTRAP/],
        });
      });
    } finally {
      await admin.disconnect();
      await kafka("stop", "--wipe");
    }
  },
});

Deno.test({
  name: "PostgreSQL behind PgBouncer is got along with, in session and in transaction mode",
  ignore: pgbouncerProgram() === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    await using database = await freshDatabase();
    const ignored =
      "extra_float_digits,statement_timeout,lock_timeout,idle_in_transaction_session_timeout," +
      "idle_session_timeout,default_transaction_isolation,tcp_keepalives_idle,tcp_keepalives_interval," +
      "tcp_keepalives_count,tcp_user_timeout";
    const through = async (settings: Readonly<Record<string, string>>) => {
      await using pooler = await startPgbouncer(database.connection, { settings });
      const checks = postgresChecks({
        connection: pooler.connection,
        reader: undefined,
        isEmbedded: false,
      });
      const signal = new AbortController().signal;
      const results = await runChecks(checks, { signal, limitMs: 8_000 });
      return new Map(
        // The user of a real server may make no roles, which is said of the reader's.
        results.filter(({ name }) => !["durability", "reader role"].includes(name)).map((
          each,
        ) => [each.name, each]),
      );
    };
    const isWell = async (settings: Readonly<Record<string, string>>) => {
      const found = await through(settings);
      assertWrong(found, {});
      return found;
    };
    await test.step("one in session mode that refuses settings is got along with", async () => {
      await isWell({ pool_mode: "session" });
    });
    await test.step("one in transaction mode is named", async () => {
      for (const more of [{}, { ignore_startup_parameters: ignored }]) {
        const pooler = (await isWell({ pool_mode: "transaction", ...more })).get("pooler");
        assert.match(pooler?.words ?? "", /transaction mode.*PG_DIRECT_URL/);
      }
    });
    await test.step("limits of the role are lifted in our transactions", async () => {
      const { database: name } = database.connection;
      await statement(database.connection, `alter database ${name} set statement_timeout = '5s'`);
      const settings = (await isWell({ pool_mode: "transaction" })).get("settings");
      assert.match(settings?.words ?? "", /statement_timeout.*own transactions lift it/);
    });
  },
});

Deno.test({
  name:
    "deno task doctor: 0 for a healthy run, 1 for what is wrong, 2 for wrong usage, within 10 s",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    await using home = await temporaryHome();
    await using server = startSimulator({ token: "a-token", rate: 20, users: 200 });
    const env = {
      TRUNKLINE_HOME: home.path,
      MASTODON_BASE_URL: server.url,
      MASTODON_ACCESS_TOKEN: "a-token",
    };
    await test.step("nothing runs yet: embedded servers are named as such", async () => {
      const ended = await runCommand(["doctor"], env);
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
      assert.match(ended.stdout, /– brokers .*embedded broker .*does not run now/);
      assert.match(ended.stdout, /– login .*embedded PostgreSQL .*does not run now/);
      assert.match(ended.stdout, /✓ stream public .*may be read/);
      assert.match(ended.stdout, /Nothing is wrong: \d+ checks passed, \d+ not checked/);
      await assert.rejects(Deno.stat(home.path), "the doctor makes no state directory");
    });
    await test.step("beside run, its broker and database are looked at", async () => {
      await using run = startCommand(["run"], env);
      await run.untilStderr(/Live page|dashboard|http:/i);
      const ended = await runCommand(["doctor", "--json"], env);
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
      const { well, checks } = JSON.parse(ended.stdout) as { well: boolean; checks: Result[] };
      assert.equal(well, true);
      const found = new Map(checks.map(({ group, name, type }) => [`${group}/${name}`, type]));
      for (const name of ["kafka/brokers", "kafka/topic mastodon_stream", "postgres/login"]) {
        assert.equal(found.get(name), "ok", name);
      }
      run.kill("SIGTERM");
      await run.ended;
    });
    await test.step("a wrong token: 1, and the remedy, never the token", async () => {
      const ended = await runCommand(["doctor"], { ...env, MASTODON_ACCESS_TOKEN: "s3cret" });
      assert.equal(ended.code, 1);
      assert.match(ended.stdout, /✗ token .*\(401\)\n\s+→ Make a new token/);
      assert.match(ended.stdout, /1 wrong, \d+ fine/);
      assert.ok(!`${ended.stdout}${ended.stderr}`.includes("s3cret"));
    });
    await test.step("servers that never answer cost 10 s at most", async () => {
      const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const silent = `127.0.0.1:${listener.addr.port}`;
      const ended = await runCommand(["doctor"], {
        ...env,
        MASTODON_BASE_URL: `http://${silent}`,
        KAFKA_BOOTSTRAP: silent,
        PG_URL: `postgres://u:s3cret@${silent}/db`,
      });
      listener.close();
      assert.equal(ended.code, 1);
      assert.ok(ended.seconds <= 10, `${ended.seconds} s`);
      assert.ok(!`${ended.stdout}${ended.stderr}`.includes("s3cret"));
    });
    await test.step("wrong usage and wrong configuration: 2", async () => {
      assert.equal((await runCommand(["doctor", "--all"], env)).code, 2);
      assert.equal((await runCommand(["doctor"], { ...env, KAFKA_BOOTSTRAP: "a" })).code, 2);
    });
  },
});

async function statement(connection: PostgresConnection, text: string): Promise<void> {
  const sql = connectPostgres(connection, { applicationName: "doctor suite" });
  try {
    await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}
