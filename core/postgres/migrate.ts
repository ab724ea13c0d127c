import { createHash } from "node:crypto";
import { PermanentError } from "../base/errors.ts";
import { ADVISORY_LOCKS } from "./advisory_locks.ts";
import type { Sql } from "./connect.ts";
import { PG } from "./postgres_errors.ts";
import { type Migration, MIGRATIONS, SCHEMA_VERSION } from "./migrations.ts";

export interface MigrateOptions {
  /** Called before each step. */
  onStep?(migration: Migration): void;
  /** Replaced by tests; by default the migrations of this build. */
  readonly migrations?: readonly Migration[];
}

/** The state of a schema. */
export interface Migrated {
  readonly version: number;
  /** Steps that this call ran. */
  readonly taken: number;
}

const OLDEST_SERVER = 150_000;

const FOR_NOBODY_ELSE = `
  revoke all on schema masto from public;
  revoke all on all tables in schema masto from public;
  revoke all on all sequences in schema masto from public;
  revoke all on all functions in schema masto from public`;

/**
 * Migrates the schema `masto` to this build's version in one transaction. Several processes may call it at once: the later
 * ones wait and find nothing to do. Consumers may be running: migrate waits for their open transactions, and their next
 * ones wait for it and then find the new version (`lockSettings` in `core/apply/reads.ts`). Rejects with
 * {@linkcode PermanentError} for a server older than 15, and for a schema that is newer than this build, was changed, or
 * belongs to another program.
 */
export async function migrate(sql: Sql, options: MigrateOptions = {}): Promise<Migrated> {
  const migrations = options.migrations ?? MIGRATIONS;
  return await sql.begin(async (sql) => {
    await sql`set local lock_timeout = '60s'`;
    const [server] = await sql<{ version: number; name: string }[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
    if (server === undefined || server.version < OLDEST_SERVER) {
      throw new PermanentError(
        `Cannot migrate: the server is PostgreSQL ${server?.name}. Use 15 or newer`,
        { exitCode: 2 },
      );
    }
    await sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.schema}::bigint)`;

    const applied = await readApplied(sql as unknown as Sql);
    const pending = pendingMigrations(migrations, applied);
    if (applied === undefined) {
      // A role that owns only this schema may not create one, not even "if not exists".
      const [schema] = await sql<{ there: boolean }[]>`
        select to_regnamespace('masto') is not null as there`;
      if (schema?.there !== true) await sql`create schema masto`;
      await sql.unsafe(`
        create table masto.schema_migrations (
          version    integer     primary key,
          name       text        not null,
          checksum   text        not null,
          applied_at timestamptz not null default now()
        )`);
    }
    for (const migration of pending) {
      options.onStep?.(migration);
      await sql.unsafe(migration.sql);
      await sql`
        insert into masto.schema_migrations (version, name, checksum)
        values (${migration.version}, ${migration.name}, ${checksumOf(migration)})`;
    }
    // By default everyone may call a new function, also one with the rights of its owner.
    if (pending.length > 0) await sql.unsafe(FOR_NOBODY_ELSE);
    return { version: migrations.at(-1)?.version ?? 0, taken: pending.length };
  });
}

/** Rejects with {@linkcode PermanentError} unless the schema has this build's version. */
export async function requireSchema(sql: Sql): Promise<void> {
  const pending = pendingMigrations(MIGRATIONS, await readApplied(sql));
  if (pending.length > 0) {
    throw new PermanentError(
      `Cannot use the schema "masto": ${pending.length} of ${MIGRATIONS.length} steps are missing. Run migrate`,
      // For a worker that has used the schema before, the code means: wait, it is being restored.
      { cause: Object.assign(new Error("steps are missing"), { code: PG.noSuchSchema }) },
    );
  }
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** The steps recorded in the database; undefined if the schema is not there yet. */
export async function readApplied(sql: Sql): Promise<readonly Applied[] | undefined> {
  const [there] = await sql<{ ledger: boolean; posts: boolean }[]>`
    select to_regclass('masto.schema_migrations') is not null as ledger,
           to_regclass('masto.toots_raw') is not null as posts`;
  if (there?.ledger) {
    return await sql<Applied[]>`
      select version, name, checksum from masto.schema_migrations order by version`;
  }
  if (there?.posts) {
    throw new PermanentError(
      'Cannot migrate: the schema "masto" holds tables that another program made. This version cannot ' +
        "take them over. Name another database in PG_URL, or rename the schema (alter schema masto rename to …)",
    );
  }
  return undefined;
}

/** Steps still to run; throws if the recorded steps are not those of this build. */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly Applied[] = [],
): readonly Migration[] {
  const latest = applied.at(-1)?.version ?? 0;
  const newest = known.at(-1)?.version ?? 0;
  refuseNewerSchema(latest, newest);
  for (const step of applied) {
    const migration = known.find(({ version }) => version === step.version);
    if (migration === undefined && isReplaced(step, known)) continue;
    if (migration === undefined || checksumOf(migration) !== step.checksum) {
      throw new PermanentError(
        `Cannot migrate: step ${step.version} (${step.name}) in the database is not the one this build carries. ` +
          "Use the build that made it",
      );
    }
  }
  return known.filter(({ version }) => version > latest);
}

/** Throws {@linkcode PermanentError} for a schema that is newer than a build; by default, than this one. */
export function refuseNewerSchema(found: number, known = SCHEMA_VERSION): void {
  if (found <= known) return;
  throw new PermanentError(
    `Cannot use the schema "masto": it is at version ${found}, this build knows ${known}. Use the newer build`,
  );
}

/** Whether a step made a function that this build has under a higher number. */
function isReplaced({ name, version }: Applied, known: readonly Migration[]): boolean {
  return known.some((other) =>
    other.isFunction === true && other.name === name && other.version > version
  );
}

/** Without carriage returns: a checkout with other line ends must not look like another schema. */
function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql.replaceAll("\r\n", "\n")).digest("hex");
}
