import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "./connect.ts";

Deno.test("a statement sees what others have committed, whatever isolation the database asks for", async () => {
  await using database = await freshDatabase();
  const open = () => connectPostgres(database.connection, { applicationName: "trunkline test" });
  const setting = open();
  await setting.unsafe(`
    create table told (n int);
    do $$ begin
      execute format('alter database %I set default_transaction_isolation = serializable', current_database());
    end $$`);
  await setting.end();
  const [one, other] = [open(), open()];
  await one.begin(async (one) => {
    const before = await one`select from told`;
    await other`insert into told values (1)`;
    assert.equal((await one`select from told`).length, before.length + 1);
  });
  await one.end();
  await other.end();
});
