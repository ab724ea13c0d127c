import assert from "node:assert/strict";
import postgres from "postgres";
import { MIGRATIONS } from "../core/postgres/migrations.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { freshDatabase, migratedDatabase } from "./databases.ts";

Deno.test("a fresh database is empty, UTF-8, alone, and gone after its test", async () => {
  await using other = await freshDatabase();
  let name: string;
  {
    await using fresh = await freshDatabase();
    name = fresh.connection.database;
    assert.notEqual(name, other.connection.database);
    const { tls: _, ...options } = fresh.connection;
    const sql = postgres({ ...options, max: 1 });
    const [row] =
      await sql`select current_database() as name, pg_encoding_to_char(encoding) as encoding
      from pg_database where datname = current_database()`;
    assert.deepEqual({ ...row }, { name, encoding: "UTF8" });
    // Left open on purpose: a test that forgets a connection must not keep its database alive.
    void sql`select pg_sleep(60)`.catch(() => {});
  }
  const { tls: _, ...options } = other.connection;
  const sql = postgres({ ...options, max: 1 });
  const left = await sql`select 1 from pg_database where datname = ${name}`;
  assert.equal(left.length, 0);
  await sql.end();
});

Deno.test("migrated databases have this build's schema, no rows, and nothing of each other", async () => {
  await using first = await migratedDatabase();
  await using second = await migratedDatabase();
  const versions = (database: typeof first) =>
    withStore(database.connection, "trunkline test", (sql) =>
      sql<{ version: number }[]>`
        insert into masto.purge_rules (kind, value) values ('post', 'x') returning
          (select max(version) from masto.schema_migrations) as version`);
  const newest = MIGRATIONS.at(-1)?.version;
  for (const database of [first, second]) {
    assert.deepEqual((await versions(database)).map(({ version }) => version), [newest]);
  }
});
