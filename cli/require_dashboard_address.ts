import { requireToken } from "../core/dashboard/allowed_host.ts";
import { PermanentError } from "../core/base/errors.ts";

/**
 * Checks, before services are started, that the dashboard's port is free and that it may be served on its address: a
 * mistake must show at once, and not when the pipeline runs. Port 0 is any free one.
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
    // The dashboard itself reports other errors when it listens.
    if (!(error instanceof Deno.errors.AddrInUse)) return;
    throw new PermanentError(
      `Cannot serve the dashboard on ${host}:${port}: the port is in use. Set DASHBOARD_PORT or --port`,
      { exitCode: 2, cause: error },
    );
  }
}
