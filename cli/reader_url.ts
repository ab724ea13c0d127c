import type { PostgresConnection } from "../core/config/connections.ts";
import { PermanentError } from "../core/base/errors.ts";
import { readLive } from "../core/home/home.ts";
import type { Invocation } from "./command.ts";
import { openReader, refusal } from "./reader.ts";
import { openServices } from "./services.ts";
import { inSession } from "./session.ts";

/**
 * Prints the URL of the role that reads aggregates only: what an analyst's tools ask for. Its password is in it, so it is printed
 * only when it is asked for.
 *
 * @throws {PermanentError} if the embedded database does not run: it would listen on another port the next time
 */
export async function printReaderUrl(invocation: Invocation): Promise<number> {
  const { config, terminal } = invocation;
  if (config.postgres === undefined && await readLive(config.home) === undefined) {
    throw new PermanentError(
      "Cannot name the reader's URL: the embedded database does not run. Start it with: deno task run",
    );
  }
  return await inSession(invocation, async (session) => {
    const { postgres, home } = await openServices(session, { postgres: true });
    const reader = await openReader(session, { postgres, home });
    if (reader.type === "refused") throw new PermanentError(refusal(reader));
    terminal.print(urlOf(reader.connection));
    return 0;
  });
}

function urlOf({ host, port, database, username, password, tls }: PostgresConnection): string {
  const name = host.includes(":") ? `[${host}]` : host;
  const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return `postgres://${login}@${name}:${port}/${encodeURIComponent(database)}${
    tls === undefined ? "" : "?sslmode=require"
  }`;
}
