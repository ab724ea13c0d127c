import type { Sql } from "./connect.ts";
import { identifier } from "./identifier.ts";
import { readerGrants } from "./reader_role.ts";

/** What each role may do with tables of the schema, beyond reading them all (`writer`) or those named here. */
const SCORER: Readonly<Record<string, string>> = {
  toots_raw: "select",
  toots_sentiment: "select",
  schema_migrations: "select",
  pipeline: "select, update (changes)",
  sentiment_heads: "select, insert, update, delete",
  toot_scores: "select, insert, update, delete",
  toot_metrics_windowed: "select, insert, update, delete",
};

/**
 * The statements that an administrator, or the owner of the schema, runs to make three roles: a writer for `run`, `consume`,
 * `batch` and `purge`, a scorer for `score`, a reader for the page and for analysts. None of them can change the schema. In
 * each, `<password>` stands for a password. Run them again after a migration: what is granted already stays.
 */
export async function roleStatements(sql: Sql): Promise<readonly string[]> {
  const [names] = await sql<{ database: string; owner: string }[]>`
    select current_database() as database, nspowner::regrole::text as owner
      from pg_namespace where nspname = 'masto'`;
  if (names === undefined) throw new Error("Cannot list roles: there is no schema masto");
  // Their policies hide rows from readers; the owner is exempt, and so must be who writes.
  const guarded = await sql<{ name: string }[]>`
    select relname as name from pg_class
     where relnamespace = 'masto'::regnamespace and relrowsecurity order by 1`;
  const database = identifier(names.database);
  const roles = ["writer", "scorer", "reader"].map((kind) => `${names.database}_${kind}`);
  const [writer = "", scorer = "", reader = ""] = roles.map(identifier);
  return [
    ...roles.flatMap((role) => [
      `create role ${identifier(role)} login password '<password>'`,
      `grant connect on database ${database} to ${identifier(role)}`,
    ]),
    `grant temporary on database ${database} to ${writer}`,
    `grant usage on schema masto to ${writer}, ${scorer}`,
    `grant select, insert, update, delete on all tables in schema masto to ${writer}`,
    `grant usage, select on all sequences in schema masto to ${writer}`,
    `grant execute on all functions in schema masto to ${writer}, ${scorer}`,
    ...[
      ["select, insert, update, delete on tables", writer],
      ["usage, select on sequences", writer],
      ["execute on functions", `${writer}, ${scorer}`],
    ].map(([rights, to]) =>
      // The owner's name is quoted by PostgreSQL itself.
      `alter default privileges for role ${names.owner} in schema masto grant ${rights} to ${to}`
    ),
    ...guarded.map(({ name }) => `masto.${identifier(name)}`).flatMap((table) => [
      `drop policy if exists trunkline_writer on ${table}`,
      `create policy trunkline_writer on ${table} to ${writer} using (true) with check (true)`,
    ]),
    // A lock on a post (select … for update) needs the right to update some column of it.
    ...Object.entries(SCORER).map(([table, rights]) =>
      `grant ${rights} on masto.${identifier(table)} to ${scorer}`
    ),
    `grant update (late) on masto.toots_raw to ${scorer}`,
    `alter role ${reader} set default_transaction_read_only = on`,
    `alter role ${reader} set statement_timeout = '60s'`,
    ...await readerGrants(sql, `${names.database}_reader`),
  ];
}
