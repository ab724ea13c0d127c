import postgres from "postgres";
import type { PostgresConnection } from "../connections.ts";

/** A database of one test's own. */
export interface FreshDatabase extends AsyncDisposable {
  readonly connection: PostgresConnection;
}

/**
 * Creates an empty, uniquely named database on a real PostgreSQL server, and drops it at dispose, whoever is connected.
 *
 * The server is the one at `TEST_PG_URL` (or `PG_URL`), whose user may create databases.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = serverFromEnvironment();
  const database = `tl_test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await administer(server, `create database ${database} template template0 encoding 'UTF8'`);
  return {
    connection: { ...server, database },
    [Symbol.asyncDispose]: () => administer(server, `drop database ${database} with (force)`),
  };
}

async function administer(server: PostgresConnection, statement: string): Promise<void> {
  const { tls: _, ...options } = server;
  const sql = postgres({ ...options, max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

function serverFromEnvironment(): PostgresConnection {
  const given = Deno.env.get("TEST_PG_URL") ?? Deno.env.get("PG_URL");
  if (given === undefined) throw new Error("Cannot test a store: TEST_PG_URL is not set. Set it");
  const url = new URL(given.replace(/^jdbc:/, ""));
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
