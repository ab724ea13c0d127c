import postgres from "postgres";
import type { PostgresConnection } from "../core/config/connections.ts";
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
  const given = Deno.env.get("TEST_PG_URL") ?? Deno.env.get("PG_URL");
  const server = given === undefined || given === ""
    ? await claimTestServer()
    : { connection: connectionOf(given), [Symbol.dispose]: () => {} };
  const database = `tl_test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  try {
    await administer(
      server.connection,
      `create database ${database} template template0 encoding 'UTF8'`,
    );
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
  const { tls: _, ...options } = server;
  const sql = postgres({ ...options, max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
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
