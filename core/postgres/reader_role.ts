import { createHash } from "node:crypto";
import { ADVISORY_LOCKS } from "./advisory_locks.ts";
import type { Sql } from "./connect.ts";
import { PG } from "./postgres_errors.ts";
import { codeOf } from "./postgres_verdict.ts";
import { CALLABLE, READABLE } from "./readable.ts";
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

/**
 * Makes the role, or renews its password, and lets it read what {@linkcode READABLE} lists: windows, batch tables, sentiment,
 * gaps and health, and no one's name or post. Safe to run again, after each migration, and from several processes at
 * once; it takes back whatever else was granted in the schema `masto`. The role is read-only by its settings too, and its
 * statements end after a minute.
 */
export async function ensureReaderRole(sql: Sql, role: ReaderRole): Promise<ReaderRoleResult> {
  const name = identifier(role.name);
  const [there] = await sql<{ exists: boolean; database: string }[]>`
    select exists (select from pg_roles where rolname = ${role.name}), current_database() as database`;
  const grants = await readerGrants(sql, role.name);
  const statements = (password: string) => [
    `${there?.exists ? "alter" : "create"} role ${name} login password ${password}`,
    `alter role ${name} set default_transaction_read_only = on`,
    `alter role ${name} set statement_timeout = '60s'`,
    `grant connect on database ${identifier(there?.database ?? "")} to ${name}`,
    ...grants,
  ];
  try {
    await runAlone(sql, statements(`'${scramVerifier(role.password)}'`));
    return { type: "ready" };
  } catch (error) {
    if (codeOf(error) !== PG.noPrivilege) throw error;
    return { type: "refused", statements: statements("'<password>'") };
  }
}

/**
 * Gives a role that an administrator made the same rights. Leaves alone a role that is not there, and one whose rights
 * do not come from grants: the owner's, a superuser's. False where this user may not grant.
 */
export async function grantToReader(sql: Sql, name: string): Promise<boolean> {
  const [other] = await sql<{ n: number }[]>`
    select count(*)::int as n
      from pg_roles r, pg_namespace n
     where r.rolname = ${name} and n.nspname = 'masto'
       and not r.rolsuper and not pg_has_role(r.oid, n.nspowner, 'member')`;
  if (other?.n !== 1) return true;
  try {
    await runAlone(sql, await readerGrants(sql, name));
    return true;
  } catch (error) {
    if (codeOf(error) !== PG.noPrivilege) throw error;
    return false;
  }
}

/**
 * The password of the role that Trunkline makes: one for each database, so that every host which uses the database has
 * the same. It comes from a secret that the server drew itself and that only the owner can read; neither is ever sent to it.
 */
export async function readerPassword(sql: Sql): Promise<string> {
  const [row] = await sql<{ secret: string }[]>`select secret from masto.reader_secret`;
  if (row === undefined) throw new Error("Cannot read masto.reader_secret: it has no row");
  return createHash("sha256").update(`trunkline reader\0${row.secret}`).digest("base64url");
}

/** Two of these at once would fail: PostgreSQL does not queue changes of one role or of one relation's rights. */
async function runAlone(sql: Sql, statements: readonly string[]): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${ADVISORY_LOCKS.readerRole}::bigint)`;
    for (const statement of statements) await transaction.unsafe(statement);
  });
}

/** The statements that leave a role with the rights of the lists and no other, in the schema as it is now. */
async function readerGrants(sql: Sql, roleName: string): Promise<readonly string[]> {
  const role = identifier(roleName);
  const relations = await sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, json_agg(a.attname order by a.attnum) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p', 'f')
     group by 1 order by 1`;
  const functions = await sql<{ name: string; arguments: string }[]>`
    select p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'masto'
     order by 1, 2`;
  const whole = relations.filter(({ name, columns }) =>
    columns.every((column) => READABLE[name]?.includes(column))
  );
  const parts = relations.filter((relation) => !whole.includes(relation))
    .map(({ name, columns }) => ({
      name,
      columns: columns.filter((column) => READABLE[name]?.includes(column)),
    }))
    .filter(({ columns }) => columns.length > 0);
  const callable = functions.filter(({ name }) => CALLABLE.includes(name));
  return [
    `revoke all on schema masto from public, ${role}`,
    `revoke all on all tables in schema masto from public, ${role}`,
    `revoke all on all sequences in schema masto from public, ${role}`,
    `revoke all on all functions in schema masto from public, ${role}`,
    ...["tables", "sequences", "functions"].map((kind) =>
      `alter default privileges in schema masto revoke all on ${kind} from public, ${role}`
    ),
    `grant usage on schema masto to ${role}`,
    ...(whole.length === 0
      ? []
      : [`grant select on ${whole.map(({ name }) => qualified(name)).join(", ")} to ${role}`]),
    ...parts.map(({ name, columns }) =>
      `grant select (${columns.map(identifier).join(", ")}) on ${qualified(name)} to ${role}`
    ),
    ...(callable.length === 0 ? [] : [
      `grant execute on function ${
        callable.map(({ name, arguments: types }) => `${qualified(name)}(${types})`).join(", ")
      } to ${role}`,
    ]),
  ];
}

function qualified(name: string): string {
  return `masto.${identifier(name)}`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
