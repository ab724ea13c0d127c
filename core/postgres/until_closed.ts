import type { PostgresConnection } from "../config/connections.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

/**
 * Runs `work` with a client of its own, for work that may last for days, and rejects as soon as a connection of the client
 * closes: postgres.js 3.4.9 sometimes never settles a statement during an outage. Errors are put into words.
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
