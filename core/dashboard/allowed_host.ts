/**
 * Whether a `Host` header may be answered.
 *
 * A page of another site can point its own name at 127.0.0.1 and then read us as its own origin (DNS rebinding); the
 * header still says the foreign name. An address cannot be rebound, so every literal one is fine.
 */
export function isAllowedHost(header: string | null, hosts: readonly string[] = []): boolean {
  if (header === null) return false;
  const name = header.toLowerCase().replace(/:\d+$/, "");
  return name === "localhost" || name.endsWith(".localhost") || isAddress(name) ||
    hosts.some((host) => host.toLowerCase() === name);
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
}
