import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { ADVISORY_LOCKS } from "./advisory_locks.ts";
import type { Sql } from "./connect.ts";
import { identifier } from "./identifier.ts";
import { PG } from "./postgres_errors.ts";
import { codeOf } from "../base/errors.ts";
import { CALLABLE, READABLE } from "./readable.ts";

/** The role that dashboards and notebooks log in as. */
export interface ReaderRole {
  readonly name: string;
  /** ASCII. It is never sent: the server gets the SCRAM verifier that it stores. */
  readonly password: string;
}

/**
 * `ready`: the role exists and may read. `refused`: this user may not create roles; an administrator can run `statements`,
 * in which `<password>` stands for the password.
 */
export type ReaderRoleResult =
  | { readonly type: "ready" }
  | { readonly type: "refused"; readonly statements: readonly string[] };

/**
 * Creates the role or renews its password, and grants what {@linkcode READABLE} lists: windows, batch tables, sentiment,
 * gaps and health, no names and no posts. Revokes every other right that this user granted in the schema `masto`. Safe to
 * repeat after each migration, and from several processes at once. The role is also read-only by its settings, with a
 * statement timeout of a minute.
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
 * Grants the same rights to a role that an administrator created. Changes nothing for a role that does not exist, nor for
 * one whose rights do not come from grants: the owner, a superuser. Returns false if this user may not grant.
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
 * The password of the role that Trunkline creates, the same on every host that uses the database. It is derived from a
 * random secret that the server generated and only the owner can read; the password is never sent to the server.
 */
export async function readerPassword(sql: Sql): Promise<string> {
  const [row] = await sql<{ secret: string }[]>`select secret from masto.reader_secret`;
  if (row === undefined) throw new Error("Cannot read masto.reader_secret: it has no row");
  return createHash("sha256").update(`trunkline reader\0${row.secret}`).digest("base64url");
}

/**
 * What a role can read or call in the schema `masto` beyond the lists, and why, in words; undefined where there is nothing
 * or no such role. Revoking takes back only what this user granted: not what comes from a membership
 * (`pg_read_all_data`), from another user's grant, or from being the owner or a superuser.
 */
export async function excessRights(sql: Sql, name: string): Promise<string | undefined> {
  const [role] = await sql<{ superuser: boolean; owner: boolean; groups: string[] }[]>`
    select r.rolsuper as superuser,
           coalesce((select pg_has_role(r.oid, nspowner, 'member') from pg_namespace where nspname = 'masto'), false)
             as owner,
           coalesce((select json_agg(g.rolname order by g.rolname) from pg_roles g
                  where g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member')), '[]') as groups
      from pg_roles r
     where r.rolname = ${name}`;
  if (role === undefined) return undefined;
  const columns = await sql<{ relation: string; name: string }[]>`
    select c.relname as relation, a.attname as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p', 'f')
       and has_column_privilege(${name}, c.oid, a.attnum, 'select')`;
  const functions = await sql<{ name: string }[]>`
    select distinct p.proname as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'masto' and has_function_privilege(${name}, p.oid, 'execute')`;
  const excess = new Set([
    ...columns.filter(({ relation, name }) => !READABLE[relation]?.includes(name))
      .map(({ relation }) => relation),
    ...functions.map(({ name }) => name).filter((name) => !CALLABLE.includes(name)),
  ]);
  if (excess.size === 0) return undefined;
  const why = role.superuser
    ? "it is a superuser"
    : role.owner
    ? "it has the rights of the schema's owner"
    : role.groups.length > 0
    ? `it is a member of ${role.groups.join(", ")}`
    : "another user granted it that, or PUBLIC";
  return `${name} can read more of the schema masto than aggregates (${
    [...excess].sort().join(", ")
  }): ${why}. Revoke that, or set PG_READER_URL to another role`;
}

/** One transaction at a time: PostgreSQL fails concurrent changes of one role or of one relation's rights. */
async function runAlone(sql: Sql, statements: readonly string[]): Promise<void> {
  await sql.begin(async (transaction) => {
    // Whoever holds a lock for longer, such as a session that hangs, must not make this wait for ever.
    await transaction`set local lock_timeout = '10s'`;
    await transaction`select pg_advisory_xact_lock(${ADVISORY_LOCKS.readerRole}::bigint)`;
    for (const statement of statements) await transaction.unsafe(statement);
  });
}

/**
 * The statements that give a role exactly the listed rights in the current schema.
 *
 * Columns are granted one by one, never a whole table, so that a column added later is not readable before it is listed.
 */
export async function readerGrants(sql: Sql, roleName: string): Promise<readonly string[]> {
  const role = identifier(roleName);
  const relations = await sql<{ name: string; table: boolean; columns: string[] }[]>`
    select c.relname as name, c.relkind = 'r' as table, json_agg(a.attname order by a.attnum) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'masto' and c.relkind in ('r', 'v', 'm', 'p', 'f')
     group by 1, 2 order by 1`;
  const functions = await sql<{ name: string; arguments: string }[]>`
    select p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'masto'
     order by 1, 2`;
  const readable = relations
    .map(({ name, table, columns }) => ({
      name,
      table,
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
    ...(await isOursAlone(sql)
      ? ["alter default privileges revoke execute on functions from public"]
      : []),
    `grant usage on schema masto to ${role}`,
    ...readable.map(({ name, table, columns }) =>
      // DuckDB splits its reading of a table by ctid.
      `grant select (${[...columns.map(identifier), ...(table ? ["ctid"] : [])].join(", ")}) on ${
        qualified(name)
      } to ${role}`
    ),
    ...(callable.length === 0 ? [] : [
      `grant execute on function ${
        callable.map(({ name, arguments: types }) => `${qualified(name)}(${types})`).join(", ")
      } to ${role}`,
    ]),
  ];
}

/**
 * Whether this database holds nothing but Trunkline: this user owns it and has made nothing outside the schema `masto`.
 *
 * PostgreSQL lets PUBLIC call every new function, and default privileges of a schema cannot take that away: only those
 * of all schemas can. Where other schemas are in use, changing those would change other programs' functions.
 */
async function isOursAlone(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ alone: boolean }[]>`
    select (select datdba = current_user::regrole from pg_database where datname = current_database())
           and (select nspowner = current_user::regrole from pg_namespace where nspname = 'masto')
           and not exists (
             select from pg_namespace where nspname not in ('masto', 'public', 'information_schema') and nspname !~ '^pg_'
           )
           and not exists (
             select from pg_class
              where relnamespace = to_regnamespace('public') and relowner = current_user::regrole
             union all
             select from pg_proc
              where pronamespace = to_regnamespace('public') and proowner = current_user::regrole
           ) as alone`;
  return row?.alone === true;
}

function qualified(name: string): string {
  return `masto.${identifier(name)}`;
}

const ITERATIONS = 4096;

/**
 * The SCRAM verifier of a password (RFC 5803), which PostgreSQL stores instead of the password. Made here because the
 * server may log the statement that sets it: nobody can log in with a verifier. `password` must be ASCII, which SASLprep
 * leaves unchanged.
 *
 * @param salt for tests
 */
function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  const saltText = btoa(String.fromCharCode(...salt));
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${storedKey}:${serverKey}`;
}
