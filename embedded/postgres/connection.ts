import type { PostgresConnection } from "../../core/config/connections.ts";
import { storageError } from "../../core/home/storage_error.ts";

/** The role and its database of the same name. No superuser, because a superuser may run programs. */
export const OWNER = "trunkline";

/** Connection settings of the embedded database; reads the password from its file (0600) in the state directory. */
export async function embeddedConnection(home: string, port: number): Promise<PostgresConnection> {
  const path = `${home}/postgres/password`;
  try {
    return connectionWith((await Deno.readTextFile(path)).trim(), port);
  } catch (error) {
    throw storageError(`read ${path}`, error);
  }
}

export function connectionWith(password: string, port: number): PostgresConnection {
  return { host: "127.0.0.1", port, database: OWNER, username: OWNER, password };
}
