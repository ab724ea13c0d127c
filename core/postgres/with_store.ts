import type { PostgresConnection } from "../config/connections.ts";
import type { Sql } from "./connect.ts";
import { untilClosed } from "./until_closed.ts";

/**
 * Runs one short piece of work with a client of its own. Errors are put into words that name the server and the remedy,
 * never the password.
 */
export function withStore<T>(
  connection: PostgresConnection,
  applicationName: string,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return untilClosed(connection, { applicationName }, work);
}
