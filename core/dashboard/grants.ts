import type { PostgresConnection } from "../config/connections.ts";
import { addressesOf } from "../postgres/find_primary.ts";
import type { Grants } from "../supervision/grants.ts";

/** The dashboard's permissions: its port and its database. The page's files are part of the module graph. */
export function dashboardGrants(
  { host, port, postgres }: {
    readonly host: string;
    readonly port: number;
    readonly postgres: PostgresConnection;
  },
): Grants {
  return { net: [`${bracketed(host)}:${port}`, ...addressesOf(postgres)] };
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
