import type { PostgresConnection } from "../../config/connections.ts";
import { messageOf } from "../../base/errors.ts";
import { sleep } from "../../base/sleep.ts";
import type { Level } from "../../supervision/protocol.ts";
import type { Sql } from "../../postgres/connect.ts";
import type { ControlConnection } from "../../postgres/control_connection.ts";
import { explainPostgresError, isTransient } from "../../postgres/postgres_errors.ts";
import { reserveConnection } from "../../postgres/reserve.ts";
import { readProgress, recountPosts, type RecountStep } from "./recount_posts.ts";

export interface RecountOptions {
  readonly connection: PostgresConnection;
  /** Asked, now and then, whether there is something to do. */
  readonly control: ControlConnection;
  readonly log: (level: Level, text: string) => void;
  /** Other work goes first: a promise to wait for, or undefined. */
  readonly standBack: () => Promise<void> | undefined;
}

/** How often it is looked whether there is something to do, and whether what it waits for is over. */
const LOOK_MS = 15_000;
const WAIT_MS = 2_000;
/** A consumer that has just started is not known yet for a moment. */
const PATIENCE = 2;
/** It rests so many times as long as a step took, and at least so long: the tables are there for what comes. */
const REST = 3;
const LEAST_REST_MS = 50;

/**
 * Brings stored posts to the rules by which columns are derived today, beside other work, until `signal` is aborted. Once
 * all is done it still looks now and then, for consumers with earlier rules that were cut off from the database and come
 * back. Each failure is tried again at the next look.
 */
export async function runRecount(options: RecountOptions, signal: AbortSignal): Promise<void> {
  const { control, log } = options;
  let failed = false;
  let waits = 0;
  while (!signal.aborted) {
    // An outage is told by who applies.
    const progress = await control.run(readProgress).catch(() => undefined);
    let end: RecountStep | undefined;
    if (progress?.hasWork && !signal.aborted) {
      try {
        end = await work(options, signal);
        failed = false;
      } catch (error) {
        if (signal.aborted) return;
        if (!failed) {
          log("warning", `Cannot count stored posts anew: ${messageOf(error)}. Trying again`);
        }
        failed = true;
      }
    }
    waits = end?.type === "waiting" ? waits + 1 : 0;
    if (waits === PATIENCE) {
      log("info", "Stored posts are counted anew once no consumer of an earlier version runs");
    }
    if (end?.type === "done") await tell(options).catch(() => {});
    await sleep(waits > 0 ? WAIT_MS : LOOK_MS, signal);
  }
}

/** Works on a connection of its own, which nobody else waits for. */
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

/** Takes steps until one finds nothing to do; gives that one, or undefined where the signal came first. */
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
      // The apply path was at the same posts: it goes first.
      if (!isTransient(error)) throw error;
    }
    await sleep(Math.max(LEAST_REST_MS, REST * (performance.now() - began)), signal);
  }
  return undefined;
}

async function tell({ control, log }: RecountOptions): Promise<void> {
  const { lookedAt, changed } = await control.run(readProgress);
  if (changed === 0) return;
  log(
    "info",
    `${changed} of ${lookedAt} stored posts were counted anew: their text is what a browser shows, ` +
      "their language has its usual spelling. They are scored again",
  );
}
