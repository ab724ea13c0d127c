import { createHash } from "node:crypto";
import postgres from "postgres";
import { codeOf } from "../core/base/errors.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { MIGRATIONS } from "../core/postgres/migrations.ts";
import { PG } from "../core/postgres/postgres_errors.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { claimTestServer } from "./test_server.ts";

/** A database for one test. */
export interface FreshDatabase extends AsyncDisposable {
  readonly connection: PostgresConnection;
}

/**
 * Creates an empty, uniquely named database on a real PostgreSQL server; drops it at dispose, even with open connections.
 *
 * The server is that of `TEST_PG_URL` (or `PG_URL`), whose user may create databases; if neither is set, an embedded one that
 * all tests share.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  return await create(givenServer(), createEmptyOn);
}

/** As {@linkcode freshDatabase}, on the embedded server: its user may make roles, such as that of the live page. */
export async function embeddedDatabase(): Promise<FreshDatabase> {
  return await create(undefined, createEmptyOn);
}

/** As {@linkcode freshDatabase}, with the schema `masto` of this build. */
export async function migratedDatabase(): Promise<FreshDatabase> {
  const given = givenServer();
  return await create(given, given === undefined ? copyTemplate : createMigrated);
}

type Create = (server: PostgresConnection, name: string) => Promise<void>;

async function create(given: string | undefined, createNamed: Create): Promise<FreshDatabase> {
  const server = given === undefined
    ? await claimTestServer()
    : { connection: connectionOf(given), [Symbol.dispose]: () => {} };
  const database = `tl_test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  try {
    await createNamed(server.connection, database);
  } catch (error) {
    server[Symbol.dispose]();
    throw error;
  }
  return {
    connection: { ...server.connection, database },
    [Symbol.asyncDispose]: async () => {
      using _ = server;
      await drop(server.connection, database);
    },
  };
}

function givenServer(): string | undefined {
  return Deno.env.get("TEST_PG_URL") || Deno.env.get("PG_URL") || undefined;
}

function createEmpty(name: string): string {
  return `create database ${name} template template0 encoding 'UTF8'`;
}

async function createEmptyOn(server: PostgresConnection, name: string): Promise<void> {
  await administer(server, createEmpty(name));
}

async function createMigrated(server: PostgresConnection, name: string): Promise<void> {
  await createEmptyOn(server, name);
  await withStore({ ...server, database: name }, "trunkline test", migrate);
}

/**
 * Creates a database as a copy of a migrated one, which takes a third of the time. The shared server keeps one such
 * template for each content of `migrations/`, so that working trees of different versions can share the server.
 */
async function copyTemplate(server: PostgresConnection, name: string): Promise<void> {
  const copy = `create database ${name} template ${TEMPLATE}`;
  try {
    await administer(server, copy);
  } catch (error) {
    if (codeOf(error) !== PG.noSuchDatabase) throw error;
    await makeTemplate(server);
    await administer(server, copy);
  }
}

const TEMPLATE = `tl_template_${
  createHash("sha256").update(JSON.stringify(MIGRATIONS)).digest("hex").slice(0, 16)
}`;

/** Makes the template unless another process has; a half-made one has another name. */
async function makeTemplate(server: PostgresConnection): Promise<void> {
  await onOneConnection(server, async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${TEMPLATE}))`;
    const [there] = await sql`select from pg_database where datname = ${TEMPLATE}`;
    if (there !== undefined) return;
    const name = `${TEMPLATE}_new`;
    await sql.unsafe(`drop database if exists ${name} with (force)`);
    await createMigrated(server, name);
    await sql.unsafe(`alter database ${name} rename to ${TEMPLATE}`);
  });
}

/** Retries while a superuser's session (such as autovacuum) is connected: it cannot be terminated, but ends soon. */
async function drop(server: PostgresConnection, database: string): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return await administer(server, `drop database ${database} with (force)`);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "42501" || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function administer(server: PostgresConnection, statement: string): Promise<void> {
  await onOneConnection(server, (sql) => sql.unsafe(statement));
}

async function onOneConnection(
  server: PostgresConnection,
  work: (sql: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const { tls: _, ...options } = server;
  const sql = postgres({ ...options, max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

function connectionOf(given: string): PostgresConnection {
  const url = new URL(given.replace(/^jdbc:/, ""));
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
