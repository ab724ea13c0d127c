import { PermanentError } from "../base/errors.ts";
import { isLoopback } from "./allowed_host.ts";

/** @throws {PermanentError} if others than this machine could read the page without a token */
export function requireToken(
  { host, token }: { readonly host: string; readonly token?: string | undefined },
): void {
  if (token !== undefined || isLoopback(host)) return;
  throw new PermanentError(
    `Cannot serve the dashboard on ${host}: anyone could read it. Set DASHBOARD_TOKEN, or DASHBOARD_HOST to 127.0.0.1`,
    { exitCode: 2 },
  );
}
