import type { PostgresConnection } from "../core/config/connections.ts";
import { messageOf } from "../core/base/errors.ts";
import { readQuietHours } from "../core/alerts/quiet_hours.ts";
import { dashboardConfig } from "./pipeline.ts";
import { OutageLog } from "../core/base/outage_log.ts";
import { type Backoff, retry } from "../core/base/retry.ts";
import { modelOf, neutralBand } from "./model_paths.ts";
import { openReader, refusal, renewReader } from "./reader.ts";
import type { Session } from "./session.ts";
import { sleep } from "../core/base/sleep.ts";
import type { SupervisedWorker } from "../core/supervision/supervised_worker.ts";

/** Interval of the table scorer. The consumers score live posts themselves. */
const SCORE_EVERY_MS = 500;
/** How soon a page that cannot read gets its role again. */
const RENEW_MS = 15_000;
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
  startAlerts(session, postgres);
  void startPage(session, services, port);
}

/** Starts the worker that notices and sends alerts, if some are asked for. */
function startAlerts(session: Session, postgres: PostgresConnection): void {
  const { webhook, track, silenceMs, quiet } = session.invocation.config.alerts;
  if (webhook === undefined && track.length === 0) return;
  const hours = quiet === undefined ? undefined : readQuietHours(quiet);
  session.start("alerts", {
    postgres,
    track,
    silenceMs,
    locale: session.invocation.terminal.locale,
    ...(webhook === undefined ? {} : { webhook }),
    ...(hours === undefined ? {} : { quiet: hours }),
  }, { isView: true });
}

async function startPage(session: Session, services: ViewServices, port?: number): Promise<void> {
  const { config } = session.invocation;
  const connection = await untilReader(session, services);
  if (connection === undefined) return;
  const page = session.start("dashboard", dashboardConfig(config, connection, port), {
    isView: true,
  });
  // It rejects only when the session ends before the page is ready.
  page.ready.then(
    ({ url }) => session.say("dashboard", "info", `The dashboard is at ${url}`),
    () => {},
  );
  await keepReader(session, services, page);
}

/** While the page cannot read, its role is renewed every few seconds: it may be gone, or have another password. */
async function keepReader(
  session: Session,
  services: ViewServices,
  page: SupervisedWorker,
): Promise<void> {
  const outageLog = new OutageLog((level, text) => session.say("dashboard", level, text));
  while (!session.ending.aborted) {
    await sleep(RENEW_MS, session.ending);
    const { state, troubles } = page.facts;
    const isWell = state === "ready" && troubles.every((trouble) => trouble.state !== "down");
    if (isWell || session.ending.aborted) continue;
    await renewReader(session, services).then(
      // The page says when it reads again.
      () => outageLog.over(),
      (error) =>
        outageLog.failed(`Cannot renew the page's role: ${messageOf(error)}`, "Trying again"),
    );
  }
}

/**
 * The connection of the reader role. Waits for a database that is away, and for an administrator where this user may not
 * make the role; the statements for that are said once. Undefined if the session ends first.
 */
async function untilReader(
  session: Session,
  services: ViewServices,
): Promise<PostgresConnection | undefined> {
  const { ending, invocation: { terminal } } = session;
  if (ending.aborted) return undefined;
  const outageLog = new OutageLog((level, text) => session.say("dashboard", level, text), {
    trouble: session.health?.trouble("page"),
  });
  let refused: string | undefined;
  const connection = await retry(async () => {
    const reader = await openReader(session, services);
    if (reader.type === "ready") return reader.connection;
    const words = refusal(reader);
    if (words !== refused) terminal.say(words);
    refused = words;
    throw new Error(`Cannot show the page: the role ${reader.role} is missing`);
  }, {
    backoff: BACKOFF,
    signal: ending,
    onFailure: (error) => {
      if (!ending.aborted) outageLog.failed(messageOf(error), "Trying again");
    },
  });
  if (ending.aborted) return undefined;
  outageLog.over("The page's role is there");
  return connection;
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
