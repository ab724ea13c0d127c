import type postgres from "postgres";
import type { PostgresConnection } from "../config/connections.ts";

/** Where a server listens. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** All servers that a connection names, in their order. */
function serversOf({ host, port, others = [] }: PostgresConnection): readonly Address[] {
  return [{ host, port }, ...others];
}

/** `host:port` of each server, for permissions and messages. */
export function addressesOf(connection: PostgresConnection): readonly string[] {
  return serversOf(connection).map(({ host, port }) =>
    host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`
  );
}

/**
 * Finds the server that takes writes: each is asked on a connection of its own, in their order. Rejects with the error of the
 * last one; with the code of a read-only server, if one answered and none takes writes.
 *
 * @param connect a client with one connection, for one server
 */
export async function findPrimary(
  connection: PostgresConnection,
  connect: (server: PostgresConnection) => postgres.Sql<{ bigint: bigint }>,
): Promise<Address> {
  const { others: _, ...login } = connection;
  let readOnly: Error | undefined;
  let failure: unknown;
  for (const address of serversOf(connection)) {
    const sql = connect({ ...login, ...address });
    try {
      const [row] = await sql<{ only: boolean }[]>`
        select current_setting('transaction_read_only') = 'on' as only`;
      if (row?.only !== true || connection.anyServer === true) return address;
      readOnly = Object.assign(new Error("no server takes writes"), { code: "25006" });
    } catch (error) {
      failure = error;
    } finally {
      void sql.end({ timeout: 0 }).catch(() => {});
    }
  }
  throw readOnly ?? failure;
}
