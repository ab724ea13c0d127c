import type { PostgresConnection } from "../config/connections.ts";
import { PermanentError } from "../base/errors.ts";
import { connectPostgres, type Sql } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

/**
 * Opens a client for one short piece of work and closes it after it. What goes wrong is put in words that name the
 * server and the remedy, never the password.
 */
export async function withStore<T>(
  connection: PostgresConnection,
  applicationName: string,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const sql = connectPostgres(connection, { applicationName });
  try {
    return await work(sql);
  } catch (error) {
    throw error instanceof PermanentError ? error : explainPostgresError(error, connection);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
