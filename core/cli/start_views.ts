import type { PostgresConnection } from "../connections.ts";
import type { Facts } from "../supervision/protocol.ts";
import { dashboardConfig } from "./dashboard_config.ts";
import { openReader, refusal } from "./reader.ts";
import type { Session } from "./session.ts";

/**
 * Starts what shows the tables while they fill: the periodic batch job, and the live page with a role that can only
 * read. Says where the page is, or why there is none.
 */
export async function startViews(
  session: Session,
  services: { readonly postgres: PostgresConnection; readonly home: string },
  port?: number,
): Promise<Facts | undefined> {
  const { config, terminal } = session.invocation;
  const { postgres } = services;
  session.start("batch", {
    postgres,
    activityMinToots: config.activityMinToots,
    intervalMs: config.batchIntervalMs,
  });
  const reader = await openReader(session, services);
  if (reader.type === "refused") {
    terminal.say(refusal(reader));
    return undefined;
  }
  const page = session.start("dashboard", dashboardConfig(config, reader.connection, port));
  const facts = await session.unlessFailed(page.ready);
  terminal.say(`The dashboard is at ${facts["url"]}`);
  return facts;
}

/** The port if nothing listens on it, else 0: any free one. */
export function freeOr0(port: number): number {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return port;
  } catch {
    return 0;
  }
}
