import type { PostgresConnection } from "../core/config/connections.ts";
import type { Facts } from "../core/supervision/protocol.ts";
import { dashboardConfig } from "./dashboard_config.ts";
import { modelOf } from "./model_paths.ts";
import { neutralBand } from "./neutral_band.ts";
import { openReader, refusal } from "./reader.ts";
import type { Session } from "./session.ts";

/** Behind the consumers, which score what is live themselves. */
const SCORE_EVERY_MS = 500;

/**
 * Starts what shows the tables while they fill: the periodic batch job, the scorer that
 * takes what the consumers left to it, and the live page with a role that can only
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
  session.start("table_scorer", {
    postgres,
    model: modelOf(config),
    band: neutralBand(config),
    // Who looks at the page looks at the last minutes.
    from: "newest",
    intervalMs: SCORE_EVERY_MS,
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
