/** The pipeline with a role that owns its schema and may do nothing else in the database. */
import assert from "node:assert/strict";
import { startBroker } from "../embedded/kafka/broker.ts";
import { preload } from "../testing/backlog_topic.ts";
import { benchRecords } from "../testing/bench_records.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { embeddedDatabase } from "../testing/databases.ts";
import { differences } from "../testing/oracle/differences.ts";
import { truth } from "../testing/oracle/truth.ts";
import { type CommandEnv, runCommand } from "../testing/trunkline_command.ts";

const INSTANCE = "social.example";
const OPTIONS = { count: 3_000, order: "in order", span: 30 * 60_000, instance: INSTANCE } as const;

Deno.test("a role that owns only its schema migrates and runs everything, without CREATE and TEMP on the database", async () => {
  await using database = await embeddedDatabase();
  await using stack = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(directory, { recursive: true }));
  await using broker = await startBroker({ directory: `${directory}/kafka` });
  const { host, port, database: name } = database.connection;
  const role = `${name}_owner`;
  const admin = connectPostgres(database.connection, { applicationName: "administrator" });
  stack.defer(() => admin.end());
  await admin.unsafe(`
    create role ${role} login password 'secret' connection limit 20;
    grant ${role} to current_user;
    create schema masto authorization ${role};
    revoke all on database ${name} from public;
    revoke all on schema public from public;
    grant connect on database ${name} to ${role}`);
  stack.defer(async () => {
    await admin.unsafe(`drop owned by ${role} cascade; drop role ${role}`);
  });
  await preload({ bootstrap: broker.bootstrap, topic: "t" }, benchRecords(OPTIONS));
  const env: CommandEnv = {
    TRUNKLINE_HOME: `${directory}/home`,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    KAFKA_TOPIC: "t",
    DEFAULT_INSTANCE: INSTANCE,
    PG_URL: `postgres://${host}:${port}/${name}`,
    PG_USER: role,
    PG_PASS: "secret",
  };
  const done = async (...args: string[]) => {
    const { code, stderr } = await runCommand(args, env);
    assert.equal(code, 0, `${args.join(" ")}: ${stderr}`);
    return stderr;
  };
  assert.match(await done("migrate"), /create role .*_reader.* login password '<password>';/);
  await done("consume", "--until-end");
  await done("batch");
  await done("score");
  await done("report", "--out", `${directory}/charts`);
  assert.equal(await differences(admin, truth(benchRecords(OPTIONS), INSTANCE)), 0);
  const [temporary] = await admin<{ may: boolean }[]>`
    select has_database_privilege(${role}, current_database(), 'temp') as may`;
  assert.equal(temporary?.may, false);
});

Deno.test("the roles that migrate prints suffice for their work, and for nothing else", async () => {
  await using database = await embeddedDatabase();
  await using stack = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(directory, { recursive: true }));
  await using broker = await startBroker({ directory: `${directory}/kafka` });
  const { host, port, database: name, username, password } = database.connection;
  const admin = connectPostgres(database.connection, { applicationName: "administrator" });
  stack.defer(() => admin.end());
  await preload({ bootstrap: broker.bootstrap, topic: "t" }, benchRecords(OPTIONS));
  const as = (role: string, secret: string): CommandEnv => ({
    TRUNKLINE_HOME: `${directory}/home`,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    KAFKA_TOPIC: "t",
    DEFAULT_INSTANCE: INSTANCE,
    PG_URL: `postgres://${host}:${port}/${name}`,
    PG_USER: role,
    PG_PASS: secret,
  });
  const printed = await runCommand(["migrate", "--roles"], as(username, password));
  assert.equal(printed.code, 0, printed.stderr);
  await admin.unsafe(printed.stdout.replaceAll("<password>", "secret"));
  stack.defer(async () => {
    const roles = ["writer", "scorer", "reader"].map((kind) => `${name}_${kind}`);
    const all = roles.join(", ");
    await admin.unsafe(`grant ${all} to current_user; drop owned by ${all}; drop role ${all}`);
  });
  const done = async (role: string, ...args: string[]) => {
    const { code, stderr } = await runCommand(args, as(`${name}_${role}`, "secret"));
    assert.equal(code, 0, `${role} ${args.join(" ")}: ${stderr}`);
  };
  await done("writer", "consume", "--until-end");
  await done("writer", "batch");
  // What a consumer has scored is scored again by another rule.
  await admin.unsafe("delete from masto.toot_scores");
  await admin.unsafe(
    "update masto.toot_metrics_windowed set n_pos = 0, n_neg = 0, n_neu = 0, n_unscored = 0, prob_pos_sum = 0",
  );
  await done("scorer", "score");
  assert.equal(await differences(admin, truth(benchRecords(OPTIONS), INSTANCE)), 0);
  const [scored] = await admin<{ missing: number }[]>`
    select count(*)::int as missing from masto.toots_raw p left join masto.toot_scores s using (id)
     where s.id is null`;
  assert.equal(scored?.missing, 0);

  const refused = async (role: string, statement: string) => {
    const sql = connectPostgres(
      { ...database.connection, username: `${name}_${role}`, password: "secret" },
      { applicationName: "test" },
    );
    try {
      await assert.rejects(
        sql.unsafe(statement),
        /permission denied|must be owner|read-only/,
        statement,
      );
    } finally {
      await sql.end();
    }
  };
  await refused("writer", "create table masto.x ()");
  await refused("writer", "drop table masto.toots_raw");
  await refused("scorer", "delete from masto.toots_raw");
  await refused("scorer", "update masto.toots_raw set content_txt = ''");
  await refused("scorer", "select * from masto.reader_secret");
  await refused("reader", "select * from masto.toots_raw");
  await refused("reader", "select * from masto.user_avg_length_windowed");
});
