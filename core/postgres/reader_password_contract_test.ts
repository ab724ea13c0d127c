/** The reader's password against a server that logs all it is sent. */
import assert from "node:assert/strict";
import { startPostgres } from "../../embedded/postgres/start_postgres.ts";
import { connectPostgres } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { ensureReaderRole } from "./reader_role.ts";

Deno.test("the reader's password never reaches the server's log, granted or refused", async () => {
  const home = await Deno.makeTempDir({ prefix: "trunkline_log_" });
  try {
    const settings = { log_statement: "all", log_min_error_statement: "error" };
    await using server = await startPostgres({ home, settings });
    const { connection } = server;
    const password = "s3kr3t-of-the-reader";
    const granted = connectPostgres(connection, { applicationName: "test" });
    const role = { name: "a_reader", password };
    try {
      await migrate(granted);
      assert.deepEqual(await ensureReaderRole(granted, role), { type: "ready" });
      await granted`create role nobody_much login password 'other'`;
      await granted`grant usage on schema masto to nobody_much`;
    } finally {
      await granted.end();
    }
    const refused = connectPostgres(
      { ...connection, username: "nobody_much", password: "other" },
      { applicationName: "test" },
    );
    try {
      const result = await ensureReaderRole(refused, { name: "b_reader", password });
      assert.equal(result.type, "refused");
    } finally {
      await refused.end();
    }
    const reader = connectPostgres(
      { ...connection, username: role.name, password },
      { applicationName: "test" },
    );
    try {
      await reader`select from masto.v_sentiment_daily`;
    } finally {
      await reader.end();
    }
    const log = await Deno.readTextFile(`${home}/postgres/server.log`);
    assert.match(log, /create role "a_reader" login password 'SCRAM-SHA-256\$4096:/);
    assert.match(log, /STATEMENT: .*create role "b_reader"/);
    assert.ok(!log.includes(password), "the log holds the password");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
