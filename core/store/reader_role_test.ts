import assert from "node:assert/strict";
import { freshDatabase } from "../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { ensureReaderRole } from "./reader_role.ts";

Deno.test("the reader role reads aggregates only, or the administrator is told what to run", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "reader role test" });
  const role = { name: `tl_reader_${crypto.randomUUID().slice(0, 8)}`, password: "it's \\ odd" };
  try {
    await migrate(sql);
    const [me] = await sql<{ may: boolean }[]>`
      select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
    const result = await ensureReaderRole(sql, role);
    if (!me?.may) {
      assert.ok(result.type === "refused");
      const text = result.statements.join(";\n");
      assert.match(text, /create role "tl_reader_\w+" login password '<password>'/);
      assert.match(text, /grant select on .*masto\."batch_top_hashtag"/);
      assert.doesNotMatch(text, /"(toots_raw|dead_letters|batch_active_users)"|odd/);
      return;
    }
    assert.deepEqual(result, { type: "ready" });
    assert.deepEqual(await ensureReaderRole(sql, role), { type: "ready" }, "again");
    const reader = connectPostgres(
      { ...database.connection, username: role.name, password: role.password },
      { applicationName: "reader" },
    );
    try {
      await reader`select from masto.v_sentiment_daily`;
      await reader`select from masto.batch_top_hashtag`;
      await assert.rejects(async () => await reader`select from masto.toots_raw`, {
        code: "42501",
      });
      await assert.rejects(async () => await reader`delete from masto.batch_top_hashtag`);
    } finally {
      await reader.end();
    }
  } finally {
    await sql.unsafe(`drop owned by "${role.name}"; drop role "${role.name}"`).catch(() => {});
    await sql.end();
  }
});
