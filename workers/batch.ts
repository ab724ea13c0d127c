import { runBatch } from "../core/batch/run_batch.ts";
import { retain } from "../core/purge/retain.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { sleep } from "../core/base/sleep.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `net` to the database, and nothing else. */
export interface Config {
  readonly postgres: PostgresConnection;
  /** `ACTIVITY_MIN_TOOTS`. */
  readonly activityMinToots: number;
  /** `BATCH_INTERVAL`: from the end of one run to the start of the next; absent: one run, then stop. */
  readonly intervalMs?: number;
  /** `RETENTION_DAYS`: posts of older days are removed after each run; absent: none are. */
  readonly retentionDays?: number;
  /** Do nothing if nothing was stored since the last run; always so with an interval. */
  readonly onlyIfChanged?: boolean;
}

/** How soon to check again whether another run has finished. */
const BUSY_MS = 200;
const OUTAGE_GRACE_MS = 10_000;

/** Computes the batch tables: once, or at an interval. */
serveWorker<Config>(async (config, { drain, ready, status, log, trouble }) => {
  let runs = 0;
  /** When a run last ended, ms since 1970. */
  let finishedAt = Date.now();
  const once = (signal: AbortSignal) =>
    withStore(config.postgres, "trunkline batch", async (sql) => {
      const result = await runBatch(sql, {
        activityMinToots: config.activityMinToots,
        onlyIfChanged: config.intervalMs !== undefined || config.onlyIfChanged === true,
        signal,
        onProgress: ({ done, steps, table }) => status({ runs, done, steps, table, finishedAt }),
      });
      // Days that are about to be sealed have been counted a last time.
      const isUpToDate = result.type === "done" || result.because === "unchanged";
      if (config.retentionDays !== undefined && isUpToDate) {
        const { posts } = await retain(sql, config.retentionDays, { signal });
        if (posts > 0) {
          log("info", `Removed ${posts} posts older than ${config.retentionDays} days`);
        }
      }
      return result;
    });

  const away = trouble("batch");
  ready();
  while (!drain.aborted) {
    try {
      // A single run does not wait for the database. The consumer logs short outages.
      const result = config.intervalMs === undefined
        ? await once(drain)
        : await throughOutages(() => once(drain), {
          signal: drain,
          log,
          trouble: away,
          graceMs: OUTAGE_GRACE_MS,
        });
      if (result === undefined) break;
      finishedAt = Date.now();
      if (result.type === "done") {
        runs++;
        const changed = Object.values(result.tables)
          .reduce((sum, { written, removed }) => sum + written + removed, 0);
        status({ runs, posts: result.toots, changed, ms: Math.round(result.tookMs), finishedAt });
        if (config.intervalMs === undefined) {
          return { runs, posts: result.toots, changed, ms: Math.round(result.tookMs) };
        }
      } else if (config.intervalMs !== undefined) status({ runs, finishedAt });
      else {
        if (result.because === "unchanged") return { runs, posts: 0, changed: 0, ms: 0 };
        if (config.onlyIfChanged !== true) {
          throw new Error("Cannot run the batch job: another run is at it. Wait for it");
        }
      }
    } catch (error) {
      // The run that the drain interrupted was rolled back; the next start repeats it.
      if (drain.aborted) break;
      throw error;
    }
    await sleep(config.intervalMs ?? BUSY_MS, drain);
  }
  return { runs };
});
