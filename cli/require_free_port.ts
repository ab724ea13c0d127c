import { PermanentError } from "../core/base/errors.ts";

/**
 * Asks whether the dashboard can have its address, before services are started: a port that is taken must not cost
 * seconds and a database. 0 is any free one.
 *
 * @throws {PermanentError} if something listens there
 */
export function requireFreePort(
  { host, port }: { readonly host: string; readonly port: number },
): void {
  if (port === 0) return;
  try {
    Deno.listen({ hostname: host, port }).close();
  } catch (error) {
    // What else may be wrong with the address, the dashboard says when it comes to listen.
    if (!(error instanceof Deno.errors.AddrInUse)) return;
    throw new PermanentError(
      `Cannot serve the dashboard on ${host}:${port}: the port is in use. Set DASHBOARD_PORT or --port`,
      { exitCode: 2, cause: error },
    );
  }
}
