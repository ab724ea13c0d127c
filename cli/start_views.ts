import type { PostgresConnection } from "../core/config/connections.ts";
import { messageOf } from "../core/base/errors.ts";
import { dashboardConfig } from "./pipeline.ts";
import { type Backoff, retry } from "../core/base/retry.ts";
import { modelOf, neutralBand } from "./model_paths.ts";
import { openReader, type Reader, refusal } from "./reader.ts";
import type { Session } from "./session.ts";

/** Interval of the table scorer. The consumers score live posts themselves. */
const SCORE_EVERY_MS = 500;
const BACKOFF: Backoff = { firstMs: 1_000, maxMs: 30_000 };

interface ViewServices {
  readonly postgres: PostgresConnection;
  readonly home: string;
}

/**
 * Starts the workers that show the tables: the periodic batch job, the scorer of posts that the consumers left
 * unscored, and the live page, with a read-only role. None of them ends the session: failures are logged, and the
 * worker is restarted without limit. Prints the address of the page, or why there is none.
 */
export function startViews(session: Session, services: ViewServices, port?: number): void {
  const { config } = session.invocation;
  const { postgres } = services;
  session.start("batch", {
    postgres,
    activityMinToots: config.activityMinToots,
    ...(config.retentionDays === undefined ? {} : { retentionDays: config.retentionDays }),
    intervalMs: config.batchIntervalMs,
  }, { isView: true });
  session.start("table_scorer", {
    postgres,
    model: modelOf(config),
    band: neutralBand(config),
    // The page shows the last minutes first.
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
  // It rejects only when the session ends before the page is ready.
  page.ready.then(({ url }) => terminal.say(`The dashboard is at ${url}`), () => {});
}

/** The reader role; waits for a database that is away. Undefined if the session ends first. */
async function untilReader(session: Session, services: ViewServices): Promise<Reader | undefined> {
  const { ending } = session;
  if (ending.aborted) return undefined;
  const reader = await retry(() => openReader(session, services), {
    backoff: BACKOFF,
    signal: ending,
    onFailure: (error) => {
      if (ending.aborted) return;
      session.say("dashboard", "warning", `${messageOf(error)}; trying again`);
    },
  });
  return ending.aborted ? undefined : reader;
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
