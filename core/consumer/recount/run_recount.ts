import type { PostgresConnection } from "../../config/connections.ts";
import { messageOf } from "../../base/errors.ts";
import { OutageLog } from "../../base/outage_log.ts";
import { sleep } from "../../base/sleep.ts";
import type { Level } from "../../supervision/protocol.ts";
import type { Sql } from "../../postgres/connect.ts";
import type { ControlConnection } from "../../postgres/control_connection.ts";
import { explainPostgresError, isTransient } from "../../postgres/postgres_errors.ts";
import { reserveConnection } from "../../postgres/reserve.ts";
import { readProgress, recountPosts, type RecountStep } from "./recount_posts.ts";

export interface RecountOptions {
  readonly connection: PostgresConnection;
  /** Reads the progress. */
  readonly control: ControlConnection;
  readonly log: (level: Level, text: string) => void;
  /** While other work has priority: a promise to wait for; else undefined. */
  readonly standBack: () => Promise<void> | undefined;
}

/** How often to look for work, and how often while waiting for earlier consumers to end. */
const POLL_INTERVAL_MS = 15_000;
const WAIT_MS = 2_000;
/** Waits in a row before the wait is logged: a consumer that has just started is unknown for a moment. */
const WAITS_BEFORE_LOG = 2;
/** Pause after a step, as a multiple of its duration, and at least: new records have priority on the tables. */
const REST_FACTOR = 3;
const REST_MIN_MS = 50;

/**
 * Brings stored posts to the current rules of derived columns in the background, until `signal` is aborted. When done
 * it keeps looking, for consumers with earlier rules that lost the database and come back. Failures are retried at
 * the next look.
 */
export async function runRecount(options: RecountOptions, signal: AbortSignal): Promise<void> {
  const { control, log } = options;
  const outageLog = new OutageLog(log, { repeatMs: Infinity });
  let waits = 0;
  while (!signal.aborted) {
    // The ingest loop logs outages.
    const progress = await control.run(readProgress).catch(() => undefined);
    let end: RecountStep | undefined;
    if (progress?.hasWork && !signal.aborted) {
      try {
        end = await work(options, signal);
        outageLog.over("Stored posts are recounted again");
      } catch (error) {
        if (signal.aborted) return;
        outageLog.failed(`Cannot recount stored posts: ${messageOf(error)}`, "Trying again");
      }
    }
    waits = end?.type === "waiting" ? waits + 1 : 0;
    if (waits === WAITS_BEFORE_LOG) {
      log("info", "The recount of stored posts waits until no consumer of an earlier version runs");
    }
    if (end?.type === "done") await logResult(options).catch(() => {});
    await sleep(waits > 0 ? WAIT_MS : POLL_INTERVAL_MS, signal);
  }
}

/** Works on a connection of its own, so that nothing else waits for it. */
async function work(
  options: RecountOptions,
  signal: AbortSignal,
): Promise<RecountStep | undefined> {
  const { connection } = options;
  try {
    await using reserved = await reserveConnection(connection, {
      applicationName: "trunkline recount",
    });
    const stepping = takeSteps(reserved.sql, options, signal);
    stepping.catch(() => {});
    return await Promise.race([stepping, reserved.closed]);
  } catch (error) {
    throw explainPostgresError(error, connection);
  }
}

/** Takes steps until one finds nothing to do. Returns that one, or undefined if aborted before. */
async function takeSteps(
  sql: Sql,
  { standBack }: RecountOptions,
  signal: AbortSignal,
): Promise<RecountStep | undefined> {
  while (!signal.aborted) {
    await standBack();
    if (signal.aborted) break;
    const began = performance.now();
    try {
      const taken = await recountPosts(sql);
      if (taken.type !== "moved") return taken;
    } catch (error) {
      // A conflict with the apply path, which has priority.
      if (!isTransient(error)) throw error;
    }
    await sleep(Math.max(REST_MIN_MS, REST_FACTOR * (performance.now() - began)), signal);
  }
  return undefined;
}

async function logResult({ control, log }: RecountOptions): Promise<void> {
  const { lookedAt, changed } = await control.run(readProgress);
  if (changed === 0) return;
  log(
    "info",
    `${changed} of ${lookedAt} stored posts were counted anew: their text is what a browser shows, ` +
      "their language has its usual spelling. They are scored again",
  );
}
