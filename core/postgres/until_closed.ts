import type { PostgresConnection } from "../config/connections.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

/**
 * Opens a client for a piece of work that may last for days, and gives it up as soon as one of its connections closes:
 * postgres.js (3.4.9) now and then never answers a statement that meets an outage, and then waits for it for ever.
 * Rejects in words.
 */
export async function untilClosed<Result>(
  connection: PostgresConnection,
  options: Omit<ConnectOptions, "onClose">,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => {});
  const lost = Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });
  const sql = connectPostgres(connection, { ...options, onClose: () => reject(lost) });
  try {
    const working = work(sql);
    working.catch(() => {});
    return await Promise.race([working, closed]);
  } catch (error) {
    throw explainPostgresError(error, connection);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
