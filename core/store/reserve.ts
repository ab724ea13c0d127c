import type { PostgresConnection } from "../connections.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";

/** One connection of its own, for transactions that send several statements at once. */
export interface ReservedConnection extends AsyncDisposable {
  readonly sql: Sql;
  /** Ends it at once, whatever it is doing; the server rolls back. */
  destroy(): void;
}

/** Opens a connection and keeps it. Rejects with the error of the attempt. */
export async function reserveConnection(
  connection: PostgresConnection,
  options: ConnectOptions,
): Promise<ReservedConnection> {
  const client = connectPostgres(connection, { ...options, max: 1 });
  try {
    // postgres.js 3.4.9 never resolves reserve() on a connection that it has yet to open, if fetch_types is off.
    await client`select 1`;
    const sql = await client.reserve();
    const end = async () => {
      sql.release();
      await client.end({ timeout: 1 });
    };
    return {
      sql,
      destroy: () => void client.end({ timeout: 0 }).catch(() => {}),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await client.end({ timeout: 0 });
    throw error;
  }
}
