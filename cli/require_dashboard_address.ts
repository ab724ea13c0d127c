import { requireToken } from "../core/dashboard/allowed_host.ts";
import { PermanentError } from "../core/base/errors.ts";

/**
 * Asks whether the dashboard can have its address and may be served there, before services are started: a mistake in its
 * configuration must not cost seconds and a database, and is of no use to a pipeline that runs. Port 0 is any free one.
 *
 * @throws {PermanentError} if something listens there, or if others could read it without a token
 */
export function requireDashboardAddress(
  { host, port, token }: {
    readonly host: string;
    readonly port: number;
    readonly token: string | undefined;
  },
): void {
  requireToken({ host, token });
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
