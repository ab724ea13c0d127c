import { requireToken } from "../core/dashboard/allowed_host.ts";
import { PermanentError } from "../core/base/errors.ts";
import type { Config } from "../core/config/config.ts";

/**
 * Checks, before services are started, that the dashboard can listen on its address, and that it may be served there: a
 * mistake must show at once, and not when the pipeline runs. Port 0 is any free one. With `waits`, a port that is taken is no
 * mistake: the page waits for it, and the pipeline runs.
 *
 * @throws {PermanentError} with exit code 2 if it cannot listen there, or if others could read it without a token
 */
export function requireDashboardAddress(
  { host, port, token }: {
    readonly host: string;
    readonly port: number;
    readonly token: string | undefined;
  },
  { waits = false }: { readonly waits?: boolean } = {},
): void {
  requireToken({ host, token });
  requireAddress({ host, port }, {
    thing: "the dashboard",
    host: "DASHBOARD_HOST",
    port: "DASHBOARD_PORT or --port",
    waits,
  });
}

/**
 * Checks that health can be served on an address of this machine. A port that is taken is waited for instead.
 *
 * @throws {PermanentError} with exit code 2 if it cannot
 */
export function requireHealthAddress({ host }: Config["health"]): void {
  requireAddress({ host, port: 0 }, {
    ...{ thing: "health", host: "HEALTH_HOST", port: "HEALTH_PORT", waits: true },
  });
}

/** What is served on an address, and the settings that name the address. */
interface Names {
  readonly thing: string;
  readonly host: string;
  readonly port: string;
  /** A port that is taken is waited for. */
  readonly waits: boolean;
}

function requireAddress(
  { host, port }: { readonly host: string; readonly port: number },
  names: Names,
): void {
  try {
    Deno.listen({ hostname: host, port }).close();
  } catch (error) {
    if (names.waits && error instanceof Deno.errors.AddrInUse) return;
    const [state, remedy] = reasonOf(error, names);
    throw new PermanentError(
      `Cannot serve ${names.thing} on ${host}:${port}: ${state}. ${remedy}`,
      {
        exitCode: 2,
        cause: error,
      },
    );
  }
}

function reasonOf(error: unknown, names: Names): readonly [state: string, remedy: string] {
  if (error instanceof Deno.errors.AddrInUse) {
    return ["the port is in use", `Set ${names.port}`];
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return ["this user may not listen on that port", `Set ${names.port} to one from 1024`];
  }
  return [
    "that is no address of this machine",
    `Set ${names.host} to one, such as 127.0.0.1, or 0.0.0.0 for all`,
  ];
}
