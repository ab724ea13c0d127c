import type { PostgresConnection } from "../config/connections.ts";
import { closedError, finished, guarded, type Work } from "./safe_begin.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";

/** A dedicated connection, for transactions that send several statements at once. */
export interface ReservedConnection extends AsyncDisposable {
  readonly sql: Sql;
  /** Rejects when the connection has closed: pending statements may never settle. */
  readonly closed: Promise<never>;
  /** Whether the connection has closed. */
  readonly isClosed: boolean;
  /** Closes the connection at once, in any state; the server rolls back. */
  destroy(): void;
}

/** Opens a connection and keeps it. Rejects with the error of the attempt. */
export async function reserveConnection(
  connection: PostgresConnection,
  options: ConnectOptions,
): Promise<ReservedConnection> {
  let lost = false;
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => {});
  const client = connectPostgres(connection, {
    ...options,
    max: 1,
    onClose: () => {
      lost = true;
      reject(closedError());
    },
  });
  try {
    // postgres.js 3.4.9 never resolves reserve() on a connection that it has yet to open, if fetch_types is off.
    await client`select 1`;
    const sql = await client.reserve();
    const end = async () => {
      if (!lost) sql.release();
      await client.end({ timeout: 1 });
    };
    return {
      // A reserved connection has no `begin` of its own.
      sql: guarded(sql, () => lost, transaction),
      closed,
      get isClosed() {
        return lost;
      },
      destroy: () => void client.end({ timeout: 0 }).catch(() => {}),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await client.end({ timeout: 0 });
    throw error;
  }
}

async function transaction(sql: Sql, work: Work): Promise<unknown> {
  await sql`begin`;
  try {
    const result = await finished(work, sql);
    await sql`commit`;
    return result;
  } catch (error) {
    await roll(sql).catch(() => {});
    throw error;
  }
}

async function roll(sql: Sql): Promise<void> {
  await sql`rollback`;
}
