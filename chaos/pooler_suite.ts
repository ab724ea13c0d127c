/** PostgreSQL behind pgbouncer in transaction mode, as Debian ships it: the whole pipeline, exact, without a setting. */
import assert from "node:assert/strict";
import { startBroker } from "../embedded/kafka/broker.ts";
import { preload } from "../testing/backlog_topic.ts";
import { benchRecords } from "../testing/bench_records.ts";
import { orAborted } from "../core/base/or_aborted.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { startCopyIn } from "../core/postgres/copy_in.ts";
import { withPoolerFound } from "../core/postgres/detect_pooler.ts";
import { reserveConnection } from "../core/postgres/reserve.ts";
import { freshDatabase } from "../testing/databases.ts";
import { differences } from "../testing/oracle/differences.ts";
import { truth } from "../testing/oracle/truth.ts";
import { startPgbouncer } from "../testing/pgbouncer.ts";
import { type CommandEnv, runCommand } from "../testing/trunkline_command.ts";
import type { PostgresConnection } from "../core/config/connections.ts";

const INSTANCE = "social.example";
const OPTIONS = { count: 8_000, order: "in order", span: 30 * 60_000, instance: INSTANCE } as const;

const urlOf = ({ host, port, database }: PostgresConnection) =>
  `postgres://${host}:${port}/${database}`;

Deno.test("a pooler is found by itself, and settings hold for each transaction and no longer", async () => {
  await using database = await freshDatabase();
  await using pooler = await startPgbouncer(database.connection, { poolSize: 1 });
  assert.equal((await withPoolerFound(database.connection)).pooled, false);
  const found = await withPoolerFound(pooler.connection);
  assert.equal(found.pooled, true);
  const settings = (sql: ReturnType<typeof connectPostgres>) =>
    sql<{ timeout: string; scan: string; isolation: string }[]>`
      select current_setting('statement_timeout') as timeout, current_setting('enable_seqscan') as scan,
             current_setting('transaction_isolation') as isolation`;
  const sql = connectPostgres(found, {
    applicationName: "test",
    statementTimeoutMs: 1234,
    settings: { enable_seqscan: "off" },
  });
  try {
    await sql.begin(async (transaction) => {
      const [row] = await settings(transaction as unknown as typeof sql);
      assert.deepEqual({ ...row }, {
        timeout: "1234ms",
        scan: "off",
        isolation: "read committed",
      });
    });
    const [row] = await settings(sql);
    assert.deepEqual([row?.timeout, row?.scan], ["0", "on"], "whoever gets the session next");
    const [types] = await sql`
      select ${"7"}::int + ${2.5}::float8 as n, ${null}::text as nothing, ${true}::boolean as yes,
             ${new Date(0)}::timestamptz as epoch, ${"{1,2}"}::bigint[] as list`;
    assert.deepEqual({ ...types }, {
      n: 9.5,
      nothing: null,
      yes: true,
      epoch: new Date(0),
      list: "{1,2}",
    });
  } finally {
    await sql.end();
  }
});

Deno.test("statements that follow a COPY at once are all answered behind a pooler", async () => {
  await using database = await freshDatabase();
  await using pooler = await startPgbouncer(database.connection);
  const found = await withPoolerFound(pooler.connection);
  await using reserved = await reserveConnection(found, { applicationName: "test" });
  const { sql } = reserved;
  await sql`create table copied (n int)`;
  const rows = Array.from({ length: 2_000 }, (_, n) => `${n}\n`).join("");
  await sql`begin`;
  for (let transaction = 1; transaction <= 60; transaction++) {
    const { sent, done } = startCopyIn(sql, "copy copied (n) from stdin", [rows]);
    await sent;
    // The next transaction begins behind the COMMIT, as in the consumer.
    const answers = [
      ...Array.from({ length: 6 }, (_, n) => sql`select ${`${n}`}::int as n`.execute()),
      sql`commit`.execute(),
      sql`begin`.execute(),
    ];
    const answered = Promise.all([done, ...answers]);
    const [count] = await orAborted(answered, AbortSignal.timeout(5_000));
    assert.equal(count, 2_000, `transaction ${transaction}`);
  }
  await sql`commit`;
  const [copied] = await sql<{ n: number }[]>`select count(*)::int as n from copied`;
  assert.equal(copied?.n, 60 * 2_000);
});

Deno.test("consume, batch, score, export, report and status are exact behind a pooler", async () => {
  await using stack = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(directory, { recursive: true }));
  await using broker = await startBroker({ directory: `${directory}/kafka` });
  await using database = await freshDatabase();
  const expected = truth(benchRecords(OPTIONS), INSTANCE);
  await preload({ bootstrap: broker.bootstrap, topic: "t" }, benchRecords(OPTIONS));
  // A role's own limits must not matter either.
  const direct = connectPostgres(database.connection, { applicationName: "test" });
  stack.defer(() => direct.end());
  const role = database.connection.username;
  await direct.unsafe(
    `alter role "${role}" in database "${database.connection.database}" set statement_timeout = '150ms'`,
  );
  await using pooler = await startPgbouncer(database.connection);
  const env: CommandEnv = {
    TRUNKLINE_HOME: `${directory}/home`,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    KAFKA_TOPIC: "t",
    DEFAULT_INSTANCE: INSTANCE,
    PG_URL: urlOf(pooler.connection),
    PG_USER: database.connection.username,
    PG_PASS: database.connection.password,
  };
  const done = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCommand(args, env);
    assert.equal(code, 0, `${args.join(" ")}: ${stderr}`);
    return stdout;
  };
  await done("consume", "--until-end");
  assert.equal(await differences(direct, expected), 0);
  await done("batch");
  const [batch] = await direct<{ n: number }[]>`
    select sum(toots_count)::int as n from masto.batch_toots_per_day`;
  assert.equal(batch?.n, expected.posts.size);
  await done("score");
  const [scored] = await direct<{ n: number }[]>`select count(*)::int as n from masto.toot_scores`;
  assert.equal(scored?.n, expected.posts.size);
  await done("export", "--out", `${directory}/csv`);
  await done("report", "--out", `${directory}/charts`);
  const status = JSON.parse(await done("status", "--json")) as { posts: number | string };
  assert.equal(Number(status.posts), expected.posts.size);
  // PG_DIRECT_URL leads past the pooler: migrations still work where the pooler does not.
  const past = await runCommand(["migrate"], {
    ...env,
    PG_URL: "postgres://127.0.0.1:9/none",
    PG_DIRECT_URL: urlOf(database.connection),
  });
  assert.equal(past.code, 0, past.stderr);
});
