import type { Config } from "../core/config/config.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import type { DashboardConfig } from "../workers/dashboard.ts";

/** What the dashboard is told, from the configuration; `port` is that of the command line, if any. */
export function dashboardConfig(
  { dashboard: { host, token, port: configured } }: Config,
  postgres: PostgresConnection,
  port: number | undefined,
): DashboardConfig {
  return { host, port: port ?? configured, postgres, ...(token === undefined ? {} : { token }) };
}
