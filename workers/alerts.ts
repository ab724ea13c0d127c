import { alertsOf } from "../core/alerts/decide.ts";
import { observe } from "../core/alerts/observe.ts";
import { isQuiet, type QuietHours } from "../core/alerts/quiet_hours.ts";
import { sendAlert } from "../core/alerts/send.ts";
import { markSent, noteAlerts, unsentAlerts } from "../core/alerts/store.ts";
import type { AlertLocale } from "../core/alerts/words.ts";
import { messageOf } from "../core/base/errors.ts";
import { OutageLog } from "../core/base/outage_log.ts";
import { sleep } from "../core/base/sleep.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `net` to the database and to the webhook. */
export interface Config {
  readonly postgres: PostgresConnection;
  /** `ALERT_WEBHOOK`; absent: alerts are only in the feed. */
  readonly webhook?: string;
  /** `ALERT_TRACK`. */
  readonly track: readonly string[];
  /** The language of alerts: that of the process's locale. */
  readonly locale: AlertLocale;
  /** `ALERT_SILENCE`, ms. */
  readonly silenceMs: number;
  /** `ALERT_QUIET`. */
  readonly quiet?: QuietHours;
}

/** How often the tables are looked at: with the reading and the sending, an alert is out within a minute. */
const LOOK_MS = 15_000;
/** Reading takes at most this share of the time, unless more would pass between two looks than this. */
const SHARE = 0.1;
const LOOK_MAX_MS = 40_000;

/** Looks for what is worth an alert, stores it, and sends it. */
serveWorker<Config>(async (config, { drain, ready, status, log }) => {
  let looks = 0;
  const outageLog = new OutageLog(log, { repeatMs: Infinity });
  let since: number | undefined;
  ready();
  while (!drain.aborted) {
    const began = performance.now();
    await throughOutages(
      () => withStore(config.postgres, "trunkline alerts", (sql) => look(sql)),
      { signal: drain, log },
    );
    status({ looks: ++looks });
    const took = performance.now() - began;
    await sleep(Math.max(LOOK_MS, Math.min(took / SHARE, LOOK_MAX_MS)), drain);
  }
  return { looks };

  async function look(sql: Sql): Promise<void> {
    const [clock] = await sql<{ now: number }[]>`
      select extract(epoch from clock_timestamp())::float8 * 1000 as now`;
    const now = clock?.now ?? Date.now();
    since ??= now;
    const alerts = alertsOf(await observe(sql, { now, since, ...config }), config.locale);
    await noteAlerts(sql, alerts, { now, quiet: isQuiet(config.quiet, new Date(now)) });
    const { webhook } = config;
    if (webhook === undefined) return;
    for (const alert of await unsentAlerts(sql)) {
      try {
        await sendAlert(webhook, alert, drain);
        await markSent(sql, alert.id);
        outageLog.over("Alerts are sent again");
      } catch (error) {
        if (drain.aborted) return;
        // Its address may hold a secret and is not shown.
        outageLog.failed(`Cannot send an alert: ${messageOf(error)}`, "Trying again for an hour");
        return;
      }
    }
  }
});
