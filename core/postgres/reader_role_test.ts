import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { CALLABLE, NOT_CALLABLE, PRIVATE, READABLE } from "./readable.ts";
import { ensureReaderRole, excessRights, grantToReader, readerPassword } from "./reader_role.ts";
import type { Sql } from "./connect.ts";

interface Roles {
  readonly sql: Sql;
  readonly name: string;
  /** A client that has logged in as the role; closed with the test. */
  login(password: string): Sql;
}

/** A migrated database, and the name of a role that is gone after the test. Without the right to make roles, no test. */
async function withRole(body: (roles: Roles) => Promise<void>): Promise<void> {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "reader role test", max: 4 });
  const name = `tl_reader_${crypto.randomUUID().slice(0, 8)}`;
  const logins: Sql[] = [];
  let made = false;
  const login = (password: string) => {
    const made = connectPostgres(
      { ...database.connection, username: name, password },
      { applicationName: "reader" },
    );
    logins.push(made);
    return made;
  };
  try {
    await migrate(sql);
    const [me] = await sql<{ may: boolean }[]>`
      select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
    if (!me?.may) return;
    await sql.unsafe(`create role "${name}"`);
    made = true;
    await body({ sql, name, login });
  } finally {
    for (const reader of logins) await reader.end();
    const [database] = await sql<
      { name: string }[]
    >`select quote_ident(current_database()) as name`;
    if (made) {
      await sql.unsafe(`
      revoke all on all tables in schema masto from "${name}";
      revoke all on all functions in schema masto from "${name}";
      revoke all on schema masto from "${name}";
      revoke all on database ${database?.name} from "${name}";
      drop role "${name}"`);
    }
    await sql.end();
  }
}

/** Relations of the schema that a role may read, in whole or in part, and functions that it may call. */
async function rightsOf(sql: Sql, role: string) {
  const relations = await sql<{ name: string }[]>`
    select c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p', 'f', 'S')
       and (case when c.relkind = 'S' then has_sequence_privilege(${role}, c.oid, 'usage,select,update')
                 else has_table_privilege(${role}, c.oid, 'select,insert,update,delete,truncate,references,trigger')
                      or has_any_column_privilege(${role}, c.oid, 'select,insert,update,references') end)
     order by 1`;
  const functions = await sql<{ name: string }[]>`
    select distinct p.proname as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'masto' and has_function_privilege(${role}, p.oid, 'execute')
     order by 1`;
  return {
    relations: relations.map(({ name }) => name),
    functions: functions.map(({ name }) => name),
  };
}

const ALLOWED = { relations: Object.keys(READABLE).sort(), functions: [...CALLABLE].sort() };

Deno.test("every relation, column and function of the schema is listed as readable or as private", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "reader role test" });
  try {
    await migrate(sql);
    const columns = await sql<{ relation: string; column: string }[]>`
      select c.relname as relation, a.attname as column
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p', 'f')`;
    for (const { relation, column } of columns) {
      const readable = READABLE[relation]?.includes(column) ?? false;
      assert.ok(
        readable !== PRIVATE.includes(relation),
        `${relation}.${column} stands in no list of core/postgres/readable.ts, or in both`,
      );
    }
    const there = new Set(columns.map(({ relation, column }) => `${relation}.${column}`));
    for (const [relation, listed] of Object.entries(READABLE)) {
      for (const column of listed) {
        assert.ok(there.has(`${relation}.${column}`), `no ${relation}.${column}`);
      }
    }
    const functions = await sql<{ name: string; definer: boolean; settings: string | null }[]>`
      select p.proname as name, p.prosecdef as definer, p.proconfig::text as settings
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'masto'`;
    for (const { name, definer, settings } of functions) {
      assert.ok(
        CALLABLE.includes(name) !== NOT_CALLABLE.includes(name),
        `the function ${name} stands in no list of core/postgres/readable.ts, or in both`,
      );
      // Without a fixed search_path the caller would choose which tables and operators it uses.
      if (definer) assert.match(settings ?? "", /search_path=pg_catalog, pg_temp/, name);
    }
  } finally {
    await sql.end();
  }
});

Deno.test("a reader has the rights of the lists and no other, on whatever an older build or an administrator left", () =>
  withRole(async ({ sql, name }) => {
    const role = { name, password: "reader" };
    assert.deepEqual(await ensureReaderRole(sql, role), { type: "ready" });
    assert.deepEqual(await rightsOf(sql, name), ALLOWED);
    // Objects that are created later are granted to nobody, whatever the default privileges say.
    await sql.unsafe(`
      alter default privileges in schema masto grant select on tables to "${name}", public;
      grant all on all tables in schema masto to "${name}";
      grant select (username) on masto.batch_active_users to "${name}";
      grant select on masto.toots_raw to public;
      grant usage on all sequences in schema masto to "${name}";
      grant execute on all functions in schema masto to "${name}", public;
      create table masto.notes_on_people (username text, note text);
      create function masto.note(text) returns text language sql security definer as 'select $1'`);
    assert.ok((await rightsOf(sql, name)).relations.includes("notes_on_people"));
    assert.deepEqual(await ensureReaderRole(sql, role), { type: "ready" });
    assert.deepEqual(await rightsOf(sql, name), ALLOWED);
    await sql.unsafe("create view masto.people_again as select username from masto.toots_raw");
    assert.deepEqual(await rightsOf(sql, name), ALLOWED, "the defaults are taken back, too");
  }));

Deno.test("a role that an administrator made for PG_READER_URL gets the same rights, the owner's keeps its own", () =>
  withRole(async ({ sql, name }) => {
    await sql.unsafe(`
      alter role "${name}" login password 'admin';
      grant usage on schema masto to "${name}";
      grant select on all tables in schema masto to "${name}"`);
    assert.equal(await grantToReader(sql, name), true);
    assert.deepEqual(await rightsOf(sql, name), ALLOWED);
    const [me] = await sql<{ name: string }[]>`select current_user as name`;
    assert.equal(await grantToReader(sql, me?.name ?? ""), true);
    assert.equal(await grantToReader(sql, "nobody_of_that_name"), true);
    await sql`select from masto.toots_raw`;
  }));

Deno.test("a new column, table, view or function is not the reader's, at once and after the next start", () =>
  withRole(async ({ sql, name, login }) => {
    const role = { name, password: "reader" };
    await ensureReaderRole(sql, role);
    await sql.unsafe(`
      alter table masto.batch_toots_per_day add column busiest_person text;
      create table masto.notes_on_people (username text);
      create view masto.people as select username from masto.toots_raw;
      create function masto.names() returns setof text language sql security definer
        as 'select username from masto.toots_raw'`);
    const reader = login(role.password);
    for (const when of ["at once", "after the next start"]) {
      await reader`select day, toots_count, ctid from masto.batch_toots_per_day where ctid > '(0,0)'`;
      await reader`select count(*) from masto.batch_toots_per_day`;
      for (
        const query of [
          "select busiest_person from masto.batch_toots_per_day",
          "select * from masto.notes_on_people",
          "select * from masto.people",
          "select masto.names()",
        ]
      ) {
        await assert.rejects(async () => await reader.unsafe(query), { code: "42501" }, when);
      }
      assert.deepEqual(await rightsOf(sql, name), ALLOWED, when);
      await ensureReaderRole(sql, role);
    }
  }));

Deno.test("where other schemas are in the database, functions that they get later stay everyone's", () =>
  withRole(async ({ sql, name }) => {
    await sql`create schema other`;
    await ensureReaderRole(sql, { name, password: "reader" });
    await sql`create function other.f() returns int language sql as 'select 1'`;
    const [other] = await sql<{ callable: boolean }[]>`
      select has_function_privilege(${name}, 'other.f()', 'execute') as callable`;
    assert.equal(other?.callable, true);
  }));

Deno.test("a reader with rights that no grant of ours takes away is reported, with the reason", () =>
  withRole(async ({ sql, name }) => {
    const role = { name, password: "reader" };
    await ensureReaderRole(sql, role);
    assert.equal(await excessRights(sql, name), undefined);
    assert.equal(await excessRights(sql, "nobody_of_that_name"), undefined);
    const group = `${name}_group`;
    await sql.unsafe(`create role "${group}"`);
    try {
      await sql.unsafe(
        `grant select on masto.toots_raw to "${group}"; grant "${group}" to "${name}"`,
      );
      await ensureReaderRole(sql, role);
      assert.equal(
        await excessRights(sql, name),
        `${name} can read more of the schema masto than aggregates (toots_raw): it is a member of ${group}. ` +
          "Revoke that, or set PG_READER_URL to another role",
      );
    } finally {
      await sql.unsafe(`revoke all on masto.toots_raw from "${group}"; drop role "${group}"`);
    }
    assert.equal(await excessRights(sql, name), undefined);
    const [me] = await sql<{ name: string }[]>`select current_user as name`;
    assert.match(await excessRights(sql, me?.name ?? "") ?? "", /superuser|owner/);
  }));

Deno.test("readers see a hashtag or a server from three people on; the owner sees all", () =>
  withRole(async ({ sql, name, login }) => {
    const role = { name, password: "reader" };
    await ensureReaderRole(sql, role);
    await sql.unsafe(`
      insert into masto.batch_hashtag_by_hour values
        (date_trunc('hour', now()), 'two', 9, 2), (date_trunc('hour', now()), 'three', 9, 3);
      insert into masto.batch_hashtag_by_hour values (date_trunc('hour', now()), 'unknown', 9);
      insert into masto.batch_top_hashtag values ('two', 9, 2), ('three', 9, 3);
      insert into masto.batch_top_hashtag values ('unknown', 9);
      insert into masto.batch_rising_hashtag values ('two', 9, 0, 1, 3, 0, 9, 2), ('three', 9, 0, 1, 3, 0, 9, 3);
      insert into masto.batch_toots_by_server_per_day values (now(), 'two', 9, 2), (now(), 'three', 9, 3);
      insert into masto.toots_raw
      select n, now(), 'ada', person, 'en', 'x', 'x', array[tag], 0, 0, 'i', n::text, null, null, null, null, false, false, '',
             null, false, 1, 1
        from (values (1, 'p1', 'One'), (2, 'p1', 'one'), (3, 'p1', 'two'), (4, 'p2', 'two'), (5, 'p1', 'three'), (6, 'p2', 'three'),
                     (7, 'p3', 'Three')) as posts (n, person, tag)`);
    const reader = login(role.password);
    const seen = async (query: string) =>
      (await reader.unsafe(query)).map((row) => String(Object.values(row)[0]));
    for (
      const query of [
        "select hashtag from masto.batch_hashtag_by_hour",
        "select hashtag from masto.batch_top_hashtag",
        "select hashtag from masto.batch_rising_hashtag",
        "select server from masto.batch_toots_by_server_per_day",
        "select tag from masto.hashtags_between(now() - interval '1 hour', now() + interval '1 hour')",
        `select tag from masto.hashtag_periods(
           now() - interval '2 hours', now() - interval '1 hour', now() + interval '1 hour')`,
        `select tag from masto.hashtag_periods(
           now() - interval '2 days', now() - interval '1 day', now() + interval '1 hour')`,
      ]
    ) {
      assert.deepEqual(await seen(query), ["three"], query);
    }
    assert.equal((await sql`select from masto.batch_top_hashtag`).length, 3);
    const [rule] = await sql<{ n: number }[]>`select masto.min_people() as n`;
    assert.equal(rule?.n, 3);
  }));

Deno.test("all hosts that use a database have one password for its reader, and may start at once", () =>
  withRole(async ({ sql, name, login }) => {
    const host = async () => {
      const password = await readerPassword(sql);
      const result = await ensureReaderRole(sql, { name, password });
      return { result, password };
    };
    const first = await host();
    const page = login(first.password);
    await page`select from masto.pipeline`;
    const started = await Promise.all([host(), host(), host()]);
    assert.deepEqual(new Set(started.map(({ password }) => password)), new Set([first.password]));
    assert.deepEqual(started.map(({ result }) => result.type), ["ready", "ready", "ready"]);
    await login(first.password)`select from masto.pipeline`;
    await assert.rejects(async () => await page`select secret from masto.reader_secret`, {
      code: "42501",
    });
    assert.match(first.password, /^[\w-]{43}$/);
  }));

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
      assert.match(text, /grant select \("hashtag", .*\) on masto\."batch_top_hashtag"/);
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
