import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { PREDECESSOR_WAIT_MS } from "../core/home/lock.ts";
import { throughFullDisk } from "../core/home/through_full_disk.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** The embedded PostgreSQL, in `postgres` of the state directory; `ready` reports its `port`. */
export interface Config {
  /** The state directory, absolute. */
  readonly home: string;
  /** Undefined: the port of the last start, or a free one. */
  readonly port?: number;
  /** Wait for room on a full disk at the first start too. */
  readonly waits?: boolean;
}

const SLOW_START_MS = 5_000;

serveWorker<Config>(
  async ({ home, port, waits = false }, { drain, drained, ready, log, isRestart, trouble }) => {
    const slow = setTimeout(() => {
      log("info", "PostgreSQL is not ready yet: it is being set up, or recovers from a crash");
    }, SLOW_START_MS);
    try {
      const start = () =>
        startPostgres({
          home,
          port,
          signal: drain,
          ...(isRestart ? { waitMs: PREDECESSOR_WAIT_MS } : {}),
          warn: (text) => log("info", text),
        });
      // Unless told to wait, a full disk is an error at the first start.
      await using server = isRestart || waits
        ? await throughFullDisk(start, { signal: drain, log, trouble: trouble("disk") })
        : await start();
      if (server === undefined) return;
      clearTimeout(slow);
      ready({ port: server.connection.port, version: server.version });
      const why = await Promise.race([server.exited, drained]);
      if (why !== undefined) throw new Error(`The embedded PostgreSQL ended: ${why}`);
    } catch (error) {
      if (!drain.aborted) throw error;
    } finally {
      clearTimeout(slow);
    }
  },
);
