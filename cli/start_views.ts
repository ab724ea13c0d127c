import type { PostgresConnection } from "../core/config/connections.ts";
import { messageOf } from "../core/base/errors.ts";
import { sleep } from "../core/base/sleep.ts";
import { dashboardConfig } from "./dashboard_config.ts";
import { modelOf } from "./model_paths.ts";
import { neutralBand } from "./neutral_band.ts";
import { openReader, type Reader, refusal } from "./reader.ts";
import type { Session } from "./session.ts";

/** Behind the consumers, which score what is live themselves. */
const SCORE_EVERY_MS = 500;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 30_000;

interface ViewServices {
  readonly postgres: PostgresConnection;
  readonly home: string;
}

/**
 * Starts what shows the tables while they fill: the periodic batch job, the scorer that takes what the consumers left to
 * it, and the live page with a role that can only read. None of them ends the session: what fails is said, and started
 * again for ever. Says where the page is, or why there is none.
 */
export function startViews(session: Session, services: ViewServices, port?: number): void {
  const { config } = session.invocation;
  const { postgres } = services;
  session.start("batch", {
    postgres,
    activityMinToots: config.activityMinToots,
    intervalMs: config.batchIntervalMs,
  }, { isView: true });
  session.start("table_scorer", {
    postgres,
    model: modelOf(config),
    band: neutralBand(config),
    // Who looks at the page looks at the last minutes.
    from: "newest",
    intervalMs: SCORE_EVERY_MS,
  }, { isView: true });
  void startPage(session, services, port);
}

async function startPage(session: Session, services: ViewServices, port?: number): Promise<void> {
  const { config, terminal } = session.invocation;
  const reader = await untilReader(session, services);
  if (reader === undefined) return;
  if (reader.type === "refused") return terminal.say(refusal(reader));
  const page = session.start("dashboard", dashboardConfig(config, reader.connection, port), {
    isView: true,
  });
  // It is ended before it was ready only where the session ends.
  page.ready.then(({ url }) => terminal.say(`The dashboard is at ${url}`), () => {});
}

/** The reader's role, however long the database is away; undefined where the session ends before. */
async function untilReader(session: Session, services: ViewServices): Promise<Reader | undefined> {
  const { ending } = session;
  for (let pause = FIRST_PAUSE_MS; !ending.aborted; pause = Math.min(PAUSE_MAX_MS, 2 * pause)) {
    try {
      const reader = await openReader(session, services);
      return ending.aborted ? undefined : reader;
    } catch (error) {
      if (ending.aborted) return undefined;
      session.say(
        "dashboard",
        "warning",
        `${messageOf(error)}; trying again in ${pause / 1_000} s`,
      );
      await sleep(pause, ending);
    }
  }
  return undefined;
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
