import { codeOf, PG } from "./postgres_errors.ts";
import type { Sql } from "./connect.ts";
import { scramVerifier } from "./scram_verifier.ts";

/** The role that dashboards and notebooks log in as. */
export interface ReaderRole {
  readonly name: string;
  /** ASCII. It is never sent: the server gets what it keeps of it. */
  readonly password: string;
}

/**
 * `ready`: the role is there and may read. `refused`: this user may not make roles; an administrator can run
 * `statements`, in which `<password>` stands for the password.
 */
export type ReaderRoleResult =
  | { readonly type: "ready" }
  | { readonly type: "refused"; readonly statements: readonly string[] };

/** What holds a person's name or post, or what was never judged for consent: not for readers. */
const PERSONAL = [
  "toots_raw",
  "toots_sentiment",
  "toot_scores",
  "tombstones",
  "purge_rules",
  "dead_letters",
  "user_avg_length_windowed",
  "user_avg_length_final",
  "batch_active_users",
] as const;

/**
 * Makes the role, or renews its password, and lets it read the aggregates of the schema `masto`: windows, batch tables,
 * sentiment, gaps and health, and no one's name or post. Safe to run again, after each migration; it takes back what an
 * earlier build granted. The role is read-only by its settings too, and its statements end after a minute.
 */
export async function ensureReaderRole(sql: Sql, role: ReaderRole): Promise<ReaderRoleResult> {
  const [there] = await sql<{ exists: boolean; database: string }[]>`
    select exists (select from pg_roles where rolname = ${role.name}), current_database() as database`;
  const tables = await sql<{ name: string }[]>`
    select c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p')
     order by 1`;
  const statements = (password: string) =>
    statementsFor(role.name, password, {
      exists: there?.exists ?? false,
      database: there?.database ?? "",
      tables: tables.map(({ name }) => name),
    });
  try {
    await sql.begin(async (transaction) => {
      for (const statement of statements(`'${scramVerifier(role.password)}'`)) {
        await transaction.unsafe(statement);
      }
    });
    return { type: "ready" };
  } catch (error) {
    if (codeOf(error) !== PG.noPrivilege) throw error;
    return { type: "refused", statements: statements("'<password>'") };
  }
}

function statementsFor(
  name: string,
  password: string,
  { exists, database, tables }: {
    readonly exists: boolean;
    readonly database: string;
    readonly tables: readonly string[];
  },
): readonly string[] {
  const role = identifier(name);
  const readable = tables.filter((table) => !PERSONAL.some((personal) => personal === table));
  const list = (names: readonly string[]) =>
    names.map((table) => `masto.${identifier(table)}`).join(", ");
  return [
    `${exists ? "alter" : "create"} role ${role} login password ${password}`,
    `alter role ${role} set default_transaction_read_only = on`,
    `alter role ${role} set statement_timeout = '60s'`,
    `grant connect on database ${identifier(database)} to ${role}`,
    `grant usage on schema masto to ${role}`,
    `revoke all on all tables in schema masto from ${role}`,
    `grant select on ${list(readable)} to ${role}`,
  ];
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
