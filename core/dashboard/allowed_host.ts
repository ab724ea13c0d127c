import { PermanentError } from "../base/errors.ts";

/**
 * Whether to answer a request with this `Host` header.
 *
 * Another site can resolve its own name to 127.0.0.1 and then read this page as its own origin (DNS rebinding); the
 * header still carries the foreign name. A literal address cannot be rebound, so every one is allowed.
 */
export function isAllowedHost(header: string | null, hosts: readonly string[] = []): boolean {
  if (header === null) return false;
  const name = header.toLowerCase().replace(/:\d+$/, "");
  return name === "localhost" || name.endsWith(".localhost") || isAddress(name) ||
    hosts.some((host) => host.toLowerCase() === name);
}

/** @throws {PermanentError} if other machines could read the page without a token */
export function requireToken(
  { host, token }: { readonly host: string; readonly token?: string | undefined },
): void {
  if (token !== undefined || isLoopback(host)) return;
  throw new PermanentError(
    `Cannot serve the dashboard on ${host}: anyone could read it. Set DASHBOARD_TOKEN, or DASHBOARD_HOST to 127.0.0.1`,
    { exitCode: 2 },
  );
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
}
