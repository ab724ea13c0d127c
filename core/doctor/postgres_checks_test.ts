import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import type { PostgresConnection } from "../config/connections.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../postgres/migrations.ts";
import { type Result, runChecks } from "./check.ts";
import { postgresChecks } from "./postgres_checks.ts";
import { assertWrong as assertWrongOf } from "../../testing/doctor_checks.ts";

async function examine(
  connection: PostgresConnection | undefined,
  reader?: PostgresConnection,
): Promise<ReadonlyMap<string, Result>> {
  const checks = postgresChecks({ connection, reader, isEmbedded: false });
  const results = await runChecks(checks, { signal: new AbortController().signal, limitMs: 8_000 });
  return new Map(results.map((result) => [result.name, result]));
}

function assertWrong(
  results: ReadonlyMap<string, Result>,
  expected: Parameters<typeof assertWrongOf>[1],
): void {
  // The server of the tests may have its durability off, for speed: see the test of that check.
  assertWrongOf(new Map([...results].filter(([name]) => name !== "durability")), expected);
}

async function run(connection: PostgresConnection, ...statements: string[]): Promise<void> {
  const sql = connectPostgres(connection, { applicationName: "doctor test" });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** A role of its own, removed with what it owns. */
async function role(connection: PostgresConnection, ...settings: string[]) {
  const username = `tl_doctor_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await run(
    connection,
    `create role ${username} login password 'x'`,
    ...settings.map((each) => each.replaceAll("ROLE", username)),
  );
  return {
    connection: { ...connection, username, password: "x" },
    [Symbol.asyncDispose]: () =>
      run(
        connection,
        `grant ${username} to current_user`,
        `drop owned by ${username} cascade`,
        `drop role ${username}`,
      ),
  };
}

async function migrated(connection: PostgresConnection, version = SCHEMA_VERSION): Promise<void> {
  const sql = connectPostgres(connection, { applicationName: "doctor test" });
  try {
    await migrate(sql, { migrations: MIGRATIONS.filter((each) => each.version <= version) });
  } finally {
    await sql.end();
  }
}

Deno.test("an empty database of one's own is fine, and so is a migrated one", async () => {
  await using database = await freshDatabase();
  const empty = await examine(database.connection);
  assertWrong(empty, {});
  assert.match(
    empty.get("schema")?.words ?? "",
    /is not there yet; run, consume and migrate make it/,
  );
  assert.match(empty.get("version")?.words ?? "", /^PostgreSQL 1\d/);
  await migrated(database.connection);
  const full = await examine(database.connection);
  assertWrong(full, {});
  assert.equal(full.get("schema")?.words, `version ${SCHEMA_VERSION}`);
});

Deno.test("what embeds PostgreSQL and does not run it now says so", async () => {
  const results = await examine(undefined);
  assertWrong(results, {});
  assert.match(results.get("login")?.words ?? "", /embedded PostgreSQL.*does not run now/);
});

Deno.test("a wrong password, a missing database, a closed port: told once", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  assertWrong(await examine({ ...connection, password: "wrong" }), {
    login: [/refused user/, /PG_USER and PG_PASS/],
  });
  assertWrong(await examine({ ...connection, database: "tl_nothing" }), {
    login: [/has no database "tl_nothing"/, /Create it/],
  });
  assertWrong(await examine({ ...connection, port: 9 }), {
    login: [/nothing listens there/, /check PG_URL/],
  });
});

Deno.test("an older schema, a newer one, and one of another program", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  await migrated(connection, 9);
  assertWrong(await examine(connection), {
    schema: [/is at version 9, and this build's is \d+/, /deno task migrate/],
  });
  await migrated(connection);
  await run(
    connection,
    "insert into masto.schema_migrations (version, name, checksum) values (999, 'x', 'x')",
  );
  assertWrong(await examine(connection), { schema: [/at version 999/, /newer build/] });
  await run(
    connection,
    "drop schema masto cascade",
    "create schema masto",
    "create table masto.toots_raw (id int)",
  );
  assertWrong(await examine(connection), { schema: [/another program made/, /PG_URL/] });
});

Deno.test("a user without the rights is told which, before and after the schema is there", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  await using user = await role(connection);
  assertWrong(await examine(user.connection), {
    rights: [/may not create a schema/, /grant create on database/],
    "reader role": [/may not create the role/, /statements that deno task migrate prints/],
  });
  await migrated(connection);
  const stranger = await examine(user.connection);
  assert.match(stranger.get("rights")?.words ?? "", /lacks the right to use it/);
  await run(
    connection,
    `grant usage on schema masto to ${user.connection.username}`,
    `grant select on all tables in schema masto to ${user.connection.username}`,
  );
  const results = await examine(user.connection);
  assert.match(results.get("rights")?.words ?? "", /lacks insert\/update\/delete on .* more/);
});

Deno.test("a role whose sessions are read-only, and one whose timeouts Trunkline lifts", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  await using readOnly = await role(
    connection,
    `grant create on database ${connection.database} to ROLE`,
    "alter role ROLE set default_transaction_read_only = on",
  );
  const results = await examine(readOnly.connection);
  assert.match(results.get("primary")?.words ?? "", /sessions are read-only/);
  await using limited = await role(connection, "alter role ROLE set statement_timeout = '50ms'");
  const settings = (await examine(limited.connection)).get("settings");
  assert.equal(settings?.type, "ok");
  assert.match(settings?.words ?? "", /statement_timeout=50ms of the role .*lift it/);
});

Deno.test("too few connections are told before run needs them", async () => {
  await using database = await freshDatabase();
  await using user = await role(database.connection, "alter role ROLE connection limit 5");
  const results = await examine(user.connection);
  assert.match(results.get("connections")?.words ?? "", /of 5 left for this user/);
  assert.equal(results.get("connections")?.type, "wrong");
});

Deno.test("a database in another encoding", async () => {
  await using database = await freshDatabase();
  const name = `${database.connection.database}_latin`;
  await run(
    database.connection,
    `create database ${name} template template0 encoding 'LATIN1' locale 'C'`,
  );
  try {
    assertWrong(await examine({ ...database.connection, database: name }), {
      encoding: [/is in LATIN1: most posts/, /encoding UTF8/],
    });
  } finally {
    await run(database.connection, `drop database ${name} with (force)`);
  }
});

Deno.test("durability is told as the server has it", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "doctor test" });
  const [row] = await sql<{ fsync: string }[]>`select current_setting('fsync') as fsync`;
  await sql.end();
  const result = (await examine(database.connection)).get("durability");
  assert.equal(result?.type, row?.fsync === "on" ? "ok" : "wrong");
  if (row?.fsync === "off") assert.match(result?.words ?? "", /fsync .* off: a crash/);
});

Deno.test("a reader role that cannot log in is told by its variable", async () => {
  await using database = await freshDatabase();
  await migrated(database.connection);
  await using reader = await role(database.connection);
  assertWrong(await examine(database.connection, reader.connection), {});
  assertWrong(await examine(database.connection, { ...reader.connection, password: "y" }), {
    "reader role": [/refused user/, /PG_READER_URL/],
  });
});
