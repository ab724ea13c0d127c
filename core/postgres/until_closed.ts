import type { PostgresConnection } from "../config/connections.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

/** A statement that fails with its connection says why (nothing listens there); one that never settles does not. */
const REASON_MS = 50;

/**
 * Runs `work` with a client of its own, for work that may last for days, and rejects soon after a connection of the client
 * has closed: postgres.js 3.4.9 sometimes never settles a statement during an outage. Errors are put into words.
 */
export async function untilClosed<Result>(
  connection: PostgresConnection,
  options: Omit<ConnectOptions, "onClose">,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => {});
  const lost = Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onClose = () => {
    if (!isOver) timer ??= setTimeout(() => reject(lost), REASON_MS);
  };
  const sql = connectPostgres(connection, { ...options, onClose });
  try {
    const working = work(sql);
    working.catch(() => {});
    return await Promise.race([working, closed]);
  } catch (error) {
    throw explainPostgresError(error, connection);
  } finally {
    isOver = true;
    clearTimeout(timer);
    await sql.end({ timeout: 2 });
  }
}
