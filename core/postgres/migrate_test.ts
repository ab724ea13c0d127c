import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { PermanentError } from "../base/errors.ts";
import { openTables, postFields } from "../../testing/applied_tables.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { type Migration, MIGRATIONS } from "./migrations.ts";
import { explainPostgresError } from "./postgres_errors.ts";

const OPTIONS = { applicationName: "trunkline test" };

/** Of the steps that databases have taken. Not a byte of them may change, comments included: add a step instead. */
const TAKEN = [
  "6151f43ce2cfea4ecea1e293a120fd1bcb9e3105bbe8cf7bcde5374ac328dba4",
  "31c34ce0c98dc0fe981edd0ee520d2b5c458ffd07c4c915d6a3506627ef6707e",
  "e8b7aa5675c6427b97488d3796e325c268199ac2aa4183006ed79b667038a203",
  "b801b419ff6e4754f1480dbebfbc2c97f63c61d9f5556123dcf2fbd76b6d6f22",
  "5eadcd3a1ab675de018ca19661d1d076092b7e3e4f26aa6c72bd7e2519c4ddda",
  "3b3bfc348b1d7944de6ed5e8ef42566c90ebf90be305244009f5e4835df02a0e",
];

Deno.test("a step that databases have taken stays byte for byte, or no build can open them", () => {
  const hashes = MIGRATIONS.slice(0, TAKEN.length)
    .map(({ sql }) => createHash("sha256").update(sql).digest("hex"));
  assert.deepEqual(hashes, TAKEN);
});

Deno.test("several processes migrate at once, one takes the steps, the contract's columns are there", async () => {
  await using database = await freshDatabase();
  const clients = Array.from({ length: 4 }, () => connectPostgres(database.connection, OPTIONS));
  const results = await Promise.all(clients.map((sql) => migrate(sql)));
  assert.deepEqual(
    results.map(({ taken }) => taken).sort(),
    [0, 0, 0, MIGRATIONS.length],
  );
  const columns = await clients[0]!<{ name: string; columns: string }[]>`
    select table_name as name, string_agg(column_name, ' ' order by ordinal_position) as columns
      from information_schema.columns where table_schema = 'masto' group by 1`;
  const of = (name: string) => columns.find((row) => row.name === name)?.columns ?? "";
  assert.match(
    of("toots_raw"),
    /^id created_at username user_id lang content_txt content_html hashtags favourites reblogs /,
  );
  assert.match(of("toot_metrics_windowed"), /^window_start window_end lang toots_count avg_length/);
  assert.match(of("user_avg_length_windowed"), /^window_start window_end username avg_length/);
  assert.match(of("toots_sentiment"), /^id created_at lang text label_bin prob_pos label_str/);
  assert.match(of("v_sentiment_daily"), /^day n_toosts n_pos n_neg n_neu avg_prob_pos n_unscored/);
  await Promise.all(clients.map((sql) => sql.end()));
});

Deno.test("deletes of a database from before withdrawals stay for good", async () => {
  await using tables = await openTables();
  const { sql } = tables;
  await sql`drop schema masto cascade`;
  await migrate(sql, { migrations: MIGRATIONS.slice(0, 5) });
  await sql`insert into masto.tombstones values (1, 'social.example', '1', now())`;
  await sql`insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset) values ('c', 't', 0, 0)`;
  assert.equal((await migrate(sql)).taken, MIGRATIONS.length - 5);
  await tables.apply([
    postFields("1", { edited_at: "9999-01-01T00:00:00Z" }),
    { event: "delete", id: "1", reason: "filter", edited_at: "9999-01-01T00:00:00Z" },
    postFields("2"),
  ]);
  assert.deepEqual([...await sql`select status_id from masto.toots_raw`], [{ status_id: "2" }]);
  assert.deepEqual([...await sql`select id, up_to = 'infinity' as final from masto.tombstones`], [
    { id: 1n, final: true },
  ]);
});

Deno.test("a failed step leaves nothing behind", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, OPTIONS);
  const broken = [...MIGRATIONS, { version: MIGRATIONS.length + 1, name: "broken", sql: "selec" }];
  await assert.rejects(migrate(sql, { migrations: broken }), /syntax error/);
  assert.equal((await migrate(sql)).taken, MIGRATIONS.length);
  await sql.end();
});

Deno.test("a schema that is newer, was changed, or is another program's is refused with the remedy", async () => {
  const step: Migration = { version: 1, name: "one", sql: "select 1" };
  const row = (version: number) => ({ version, name: "one", checksum: "?" });
  assert.throws(() => pendingMigrations([step], [row(2)]), /Use the newer build/);
  assert.throws(() => pendingMigrations([step], [row(1)]), /not the one this build carries/);

  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, OPTIONS);
  await sql.unsafe("create schema masto; create table masto.toots_raw (id bigint)");
  await assert.rejects(
    migrate(sql),
    (error: unknown) =>
      error instanceof PermanentError &&
      /another database in PG_URL, or rename/.test(error.message),
  );
  await sql.end();
});

Deno.test("a function is made again by the build that has it under a higher number, and by no other", async () => {
  const one = (version: number) => ({
    ...{ version, name: "answer", isFunction: true } as const,
    sql:
      `create or replace function masto.answer() returns int language sql as 'select ${version}'`,
  });
  const table = { version: 1, name: "one", sql: "create table masto.one ()" };
  const [old, between, young] = [
    [table, one(2)],
    [table, one(3)],
    [table, { version: 4, name: "two", sql: "create table masto.two ()" }, one(5)],
  ];
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, OPTIONS);
  const answer = async () => (await sql<{ n: number }[]>`select masto.answer() as n`)[0]?.n;
  assert.equal((await migrate(sql, { migrations: old })).taken, 2);
  assert.equal(await answer(), 2);
  assert.equal((await migrate(sql, { migrations: young })).taken, 2);
  assert.equal(await answer(), 5);
  for (const older of [old, between]) {
    await assert.rejects(migrate(sql, { migrations: older }), /is at version 5, .* newer build/);
  }
  assert.equal((await migrate(sql, { migrations: young })).taken, 0);
  assert.equal(await answer(), 5);
  // A function that was changed without a new number is refused.
  const changed = young.map((step) => ({ ...step, sql: `${step.sql} ` }));
  await assert.rejects(migrate(sql, { migrations: changed }), /not the one this build carries/);
  // Where nothing is there yet, only the last one is made.
  await sql`drop schema masto cascade`;
  assert.equal((await migrate(sql, { migrations: young })).taken, 3);
  assert.equal(await answer(), 5);
  await sql.end();
});

Deno.test("steps have the numbers and names of their files, and are in the order of numbers", async () => {
  const files: string[] = [];
  for (const folder of ["migrations", "migrations/functions"]) {
    for await (
      const { name, isFile } of Deno.readDir(new URL(`../../${folder}`, import.meta.url))
    ) {
      if (isFile) files.push(name);
    }
  }
  const known = MIGRATIONS.map(({ version, name }) =>
    `${String(version).padStart(4, "0")}_${name}.sql`
  );
  assert.deepEqual(known, files.sort());
});

Deno.test("a wrong password, a missing database and a silent port are told apart, without the password", async () => {
  await using database = await freshDatabase();
  const explain = async (change: Partial<typeof database.connection>) => {
    const connection = { ...database.connection, ...change };
    const sql = connectPostgres(connection, OPTIONS);
    const error: unknown = await sql`select 1`.catch((error: unknown) => error);
    await sql.end();
    return explainPostgresError(error, connection);
  };
  const password = await explain({ password: "hunter2hunter2" });
  assert.ok(password instanceof PermanentError);
  assert.match(password.message, /refused user .* PG_PASS/);
  assert.doesNotMatch(password.message, /hunter2/);
  assert.match((await explain({ database: "no_such" })).message, /no database "no_such"/);
  const closed = await explain({ port: 15899 });
  assert.ok(!(closed instanceof PermanentError));
  assert.match(closed.message, /127\.0\.0\.1:15899: nothing listens/);
});
