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

Deno.test("values are written and read alike, whatever formats the database asks for", async () => {
  await using database = await freshDatabase();
  const open = () => connectPostgres(database.connection, { applicationName: "trunkline test" });
  const wrong = {
    datestyle: "German",
    timezone: "Asia/Kolkata",
    standard_conforming_strings: "off",
    intervalstyle: "sql_standard",
    extra_float_digits: "-10",
    bytea_output: "escape",
  };
  const setting = open();
  for (const [name, value] of Object.entries(wrong)) {
    await setting.unsafe(`
      do $$ begin
        execute format('alter database %I set ${name} = ${
      value === "off" ? value : `''${value}''`
    }', current_database());
      end $$`);
  }
  await setting.end();
  const sql = open();
  const [row] = await sql.unsafe(`
    select date '2026-12-01'::text as day, timestamptz '2026-12-01T00:30Z'::text as moment, 'a\\b' as backslash,
           interval '1 day 2 hours'::text as span, 0.1::float8::text as share, '\\x01'::bytea::text as bytes`);
  await sql.end();
  assert.deepEqual({ ...row }, {
    day: "2026-12-01",
    moment: "2026-12-01 00:30:00+00",
    backslash: "a\\b",
    span: "1 day 02:00:00",
    share: "0.1",
    bytes: "\\x01",
  });
});
