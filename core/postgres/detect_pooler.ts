import type { PostgresConnection } from "../config/connections.ts";
import { messageOf } from "../base/errors.ts";
import { untilClosed } from "./until_closed.ts";

const PATIENCE_SECONDS = 3;

/**
 * Whether a pooler stands between this connection and its server: it refuses the settings of a session, as pgbouncer does, or
 * the process that it says to have given us is another one than the server names.
 *
 * Rejects in words if the server cannot be reached.
 */
async function hasPooler(connection: PostgresConnection, patience: number): Promise<boolean> {
  try {
    return await untilClosed(
      connection,
      { applicationName: "trunkline start", connectTimeoutSeconds: patience },
      async (sql) => {
        const asked = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
        return asked.state.pid !== asked[0]?.pid;
      },
    );
  } catch (error) {
    if (/unsupported startup parameter/.test(messageOf(error))) return true;
    throw error;
  }
}

/**
 * The connection, with `pooled` set where a pooler is found behind it. Rejects in words if it cannot be reached within
 * `patience` seconds.
 */
export async function withPoolerFound(
  connection: PostgresConnection,
  patience = PATIENCE_SECONDS,
): Promise<PostgresConnection> {
  if (connection.pooled !== undefined) return connection;
  return { ...connection, pooled: await hasPooler(connection, patience) };
}
