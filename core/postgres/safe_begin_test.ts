import assert from "node:assert/strict";
import type { PostgresConnection } from "../config/connections.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres, type Sql } from "./connect.ts";

/** What a transaction does when its connection is ended by `end`, on the client that it was begun on. */
type Work = (sql: Sql, end: () => Promise<void>) => Promise<unknown>;

const LOST: Readonly<Record<string, Work>> = {
  "in the middle of a statement": async (sql, end) => {
    // This runs in the same turn of the event loop in which the statement fails.
    end().catch(() => {});
    return await sql`select pg_sleep(60)`;
  },
  "between two statements": async (sql, end) => {
    await end();
    return await sql`select 2`;
  },
  "before work of its own fails": async (_sql, end) => {
    await end();
    throw new Error("of its own");
  },
  "before work that asks on and on": async (sql, end) => {
    await end();
    for (let turn = 0; turn < 20; turn++) {
      await sql`select 2`.catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
    return "done";
  },
};

for (const [name, work] of Object.entries(LOST)) {
  // An error that nobody can catch fails the test.
  Deno.test(`a transaction whose connection is lost ${name} rejects, and the client goes on`, async () => {
    await using database = await freshDatabase();
    const admin = connectPostgres(database.connection, { applicationName: "administrator" });
    const sql = one(database.connection);
    try {
      const lost = sql.begin(async (tx) => {
        const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
        return await work(tx as unknown as Sql, () => terminate(admin, row!.pid));
      });
      await assert.rejects(lost);
      // What was put off until the next turn of the event loop must not meet a new connection.
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      // postgres.js (3.4.9) may give the first statement after it the error that ended the connection.
      await sql`select 1`.catch(() => {});
      const [row] = await sql`select 1 as one`;
      assert.deepEqual({ ...row }, { one: 1 });
      const again = await sql.begin((tx) => [tx`select 1 as one`, tx`select 2 as two`]);
      assert.deepEqual(again.map(([row]) => ({ ...row })), [{ one: 1 }, { two: 2 }]);
    } finally {
      await Promise.all([sql.end(), admin.end()]);
    }
  });
}

Deno.test("a transaction that fails on a sound connection is rolled back at once", async () => {
  await using database = await freshDatabase();
  const sql = one(database.connection);
  try {
    await sql`create table things (id int primary key)`;
    const failing = sql.begin("isolation level repeatable read", async (tx) => {
      await tx`insert into things values (1)`;
      await tx`insert into things values (1)`;
    });
    await assert.rejects(failing, { code: "23505" });
    // An error with the code of an outage that the server goes on after.
    const raising = sql.begin((tx) => [
      tx`insert into things values (2)`,
      tx.unsafe(`do $$ begin raise exception 'so' using errcode = '57P03'; end $$`),
    ]);
    await assert.rejects(raising, { code: "57P03" });
    const [row] =
      await sql`select count(*)::int as n, pg_current_xact_id_if_assigned() as open from things`;
    assert.deepEqual({ ...row }, { n: 0, open: null });
  } finally {
    await sql.end();
  }
});

function one(connection: PostgresConnection): Sql {
  return connectPostgres(connection, { applicationName: "trunkline test" });
}

/** Ends a session, and waits until it is gone. */
async function terminate(admin: Sql, pid: number): Promise<void> {
  await admin`select pg_terminate_backend(${pid}, 10000)`;
}
