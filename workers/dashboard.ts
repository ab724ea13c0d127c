import { Access } from "../core/dashboard/access.ts";
import { requireToken } from "../core/dashboard/allowed_host.ts";
import { DashboardServer } from "../core/dashboard/dashboard_server.ts";
import { DashboardState } from "../core/dashboard/dashboard_state.ts";
import { listen } from "../core/dashboard/listen.ts";
import { DatabaseObserver } from "../core/dashboard/observe_database.ts";
import { PageAssets } from "../core/dashboard/page_assets.ts";
import type { LocaleCode } from "../core/dashboard/page_protocol.ts";
import { BUILT_PAGE } from "../reports/built_page.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { PermanentError } from "../core/base/errors.ts";
import { every } from "../core/base/every.ts";
import { sleep } from "../core/base/sleep.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { explainPostgresError } from "../core/postgres/postgres_errors.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** The live page: what it listens on and which database it reads. */
export interface DashboardConfig {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Required for any `host` but loopback. */
  readonly token?: string;
  /** Host names of the page besides localhost and addresses, for a reverse proxy. */
  readonly hosts?: readonly string[];
  /** Hosts whose pages may show this one in a frame (`EMBED_HOSTS`). */
  readonly embedders?: readonly string[];
  /** A role that can only read. */
  readonly postgres: PostgresConnection;
  /** Unset: the browser's language. */
  readonly locale?: LocaleCode;
}

const TEND_MS = 15_000;
const NOTICE_MS = 500;
const FOLLOW_END_MS = 500;
/** Limit of one query; the role that `migrate` creates has the same. */
const STATEMENT_TIMEOUT_MS = 60_000;
const IDLE_S = 20;
/** A pending answer after this time is lost. */
const LOST_ANSWER_MS = 75_000;
const NEVER = new AbortController().signal;

serveWorker<DashboardConfig>(async (config, context) => {
  requireToken(config);
  const { postgres } = config;
  const options = {
    applicationName: "trunkline dashboard",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  };
  const sql = connectPostgres(postgres, options);
  // What viewers ask for, and counts of hashtags. A session that rests holds some 5 MB of the server's memory.
  const slowSql = connectPostgres(postgres, { ...options, max: 2, idleSeconds: IDLE_S });
  const state = new DashboardState();
  context.onHealth((unwell) => state.setUnwellHere(unwell));
  const observer = new DatabaseObserver({ sql, slowSql }, state, context.drain);
  try {
    const prime = () => observer.prime();
    await (context.isRestart
      ? throughOutages(prime, { signal: context.drain, trouble: context.trouble("page") })
      : prime());
    if (context.drain.aborted) return;
    const assets = new PageAssets(BUILT_PAGE);
    const server = await listen(config, (port) => {
      const access = new Access(config.token, port);
      const { hosts = [], embedders = [], locale } = config;
      return new DashboardServer({
        sql: slowSql,
        state,
        observer,
        assets,
        access,
        hosts,
        embedders,
        locale,
      });
    });
    const lost = Promise.withResolvers<never>();
    const endTending = every(TEND_MS, () => {
      state.subscribers.tend(performance.now());
      if (observer.waitingMs < LOST_ANSWER_MS) return;
      // postgres.js 3.4.9 sometimes never settles a statement during an outage: restart the worker.
      lost.reject(new Error("Cannot read PostgreSQL: an answer is missing for more than a minute"));
    });
    const endNoticing = every(NOTICE_MS, () => observer.noticeSilence());
    context.ready({ port: server.port, url: server.url });
    await assets.compress();
    const following = observer.follow(context.log, context.trouble("page"));
    // With a deadline: after an outage `following` may wait for an answer that never comes. Nothing is lost by leaving it.
    await Promise.race([
      lost.promise,
      following,
      context.drained.then(() => sleep(FOLLOW_END_MS, NEVER)),
    ]);
    endTending();
    endNoticing();
    state.subscribers.close();
    await server.stop();
    return { viewers: state.subscribers.size };
  } catch (error) {
    throw error instanceof PermanentError ? error : explainPostgresError(error, postgres);
  } finally {
    await Promise.all([sql, slowSql].map((each) => each.end({ timeout: 1 })));
  }
});
