import type { PostgresConnection } from "../config/connections.ts";
import type { Sql } from "./connect.ts";
import { untilClosed } from "./until_closed.ts";

/**
 * Opens a client for one short piece of work and closes it after it. What goes wrong is put in words that name the
 * server and the remedy, never the password.
 */
export function withStore<T>(
  connection: PostgresConnection,
  applicationName: string,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return untilClosed(connection, { applicationName }, work);
}
