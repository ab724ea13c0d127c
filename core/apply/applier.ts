import type { PostgresConnection } from "../config/connections.ts";
import { codeOf, messageOf, PermanentError } from "../base/errors.ts";
import { backoffMs, OUTAGE_BACKOFF, waitToRetry } from "../base/retry.ts";
import type { sleep } from "../base/sleep.ts";
import { CONSUMER_SESSION } from "../postgres/consumer_sessions.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { addressesOf } from "../postgres/find_primary.ts";
import { explainPostgresError, isConnectionLoss } from "../postgres/postgres_errors.ts";
import { type Verdict, verdictOn } from "../postgres/postgres_verdict.ts";
import { reserveConnection, type ReservedConnection } from "../postgres/reserve.ts";
import type { Applied, ApplyOptions } from "./apply_batch.ts";
import { applyUntilDone, recordsIn, splitAt, sum } from "./apply_until_done.ts";
import type { Batch } from "./batch.ts";
import { afterSuccess, afterTooLarge, UNLIMITED } from "./batch_size.ts";
import { PositionCache } from "./position_cache.ts";
import { type SpeculativePlan, speculativePlanOf } from "./speculative_plan.ts";
import { race } from "../base/race.ts";

export interface ApplierOptions extends ApplyOptions {
  readonly connection: PostgresConnection;
  /** One line for a person: when the database goes away, now and then while it stays away, and when it is back. */
  readonly log: Notice;
  /** Told while the database is away. */
  readonly trouble?: TellTrouble;
  /** How long a transaction may go without an answer before its connection is given up, ms. */
  readonly silenceMs?: number;
  /** How long the server may work on one statement of a batch; less than `silenceMs`, so that it says so itself. */
  readonly statementTimeoutMs?: number;
  /** After a failure, look every id up for this many batches. */
  readonly lookupBatches?: number;
  /** Waits between two attempts; replaced by tests. */
  readonly sleep?: typeof sleep;
}

/**
 * Every statement of a batch reads rows by key. The planner does not know the size of new tables, and would read whole
 * windows for a few rows; a plan is made once for all lengths of the arrays.
 */
const KEYED_LOOKUPS = {
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_bitmapscan: "off",
  jit: "off",
  plan_cache_mode: "force_generic_plan",
};
const SILENCE_MS = 20_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * Applies batches, one after the other, through outages of PostgreSQL: `verdictOn` decides what is one. What the server
 * does not get done in time is applied in halves, down to a single record; that one is then tried until it is done.
 *
 * After a lost connection the same batch is applied again on a new one: whether its COMMIT had been heard is decided
 * by the stored offset that the new transaction locks, never by the error.
 */
export class Applier implements AsyncDisposable {
  readonly #options: ApplierOptions;
  /** One object for all transactions: options of their own would each keep the transaction before in memory. */
  readonly #applying: ApplyOptions;
  readonly #positionCache: PositionCache;
  /** The batch that comes next, if it was planned while the database was busy with this one. */
  #planned: { readonly slices: Batch["slices"]; readonly plan: SpeculativePlan } | undefined;
  #connection: ReservedConnection | undefined;
  #opening: Promise<void> | undefined;
  #working: PromiseWithResolvers<void> | undefined;
  /** Whether a connection was ever open: then who we are and what we use was right. */
  #usedBefore = false;
  #size = UNLIMITED;
  readonly #away: OutageLog;
  readonly #slow: OutageLog;

  constructor(options: ApplierOptions) {
    this.#options = options;
    this.#away = new OutageLog(options.log, { trouble: options.trouble });
    this.#slow = new OutageLog(options.log);
    this.#applying = { ...options, onWork: (on) => this.#work(on) };
    this.#positionCache = new PositionCache(options.lookupBatches);
  }

  /** Connects, unless it is connected or about to be; rejects in words where that fails. */
  async open(): Promise<void> {
    if (this.#connection !== undefined) return;
    // A retry after an outage may come while the attempt before is still under way.
    await (this.#opening ??= this.#connect().finally(() => this.#opening = undefined));
  }

  async #connect(): Promise<void> {
    const { connection } = this.#options;
    try {
      this.#connection = await reserveConnection(connection, {
        applicationName: CONSUMER_SESSION,
        statementTimeoutMs: this.#options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
        settings: KEYED_LOOKUPS,
      });
      this.#usedBefore = true;
    } catch (error) {
      throw explainPostgresError(error, connection);
    }
  }

  /** Applies a batch once, however often it must be tried. Rejects for good, or when `signal` is aborted. */
  async apply(batch: Batch, signal: AbortSignal): Promise<Applied> {
    let applied: Applied | undefined;
    let left: Batch | undefined = batch;
    for (let failures = 0; left !== undefined;) {
      const size = this.#size.maxRecords;
      const whole: boolean = recordsIn(left) <= size;
      const [piece, rest]: readonly [Batch, Batch?] = whole ? [left] : splitAt(left, size);
      try {
        // A connection that was lost while nothing was applied is opened again without a message.
        if (this.#connection?.isClosed) this.#disconnect();
        await this.open();
        const done = await this.#applyInTime(piece);
        applied = applied === undefined ? done : sum(applied, done);
        left = rest;
        failures = 0;
        this.#afterSuccess(recordsIn(batch));
      } catch (error) {
        const verdict = verdictOn(error, { usedBefore: this.#usedBefore, command: "pipeline" });
        const explained = this.#giveUp(error);
        if (verdict.type === "permanent" || verdict.type === "fault") throw explained;
        signal.throwIfAborted();
        if (!this.#shrink(recordsIn(piece), { verdict, error, explained })) {
          this.#away.failed(explained.message, "Trying again until it is back");
          const waitMs = backoffMs(++failures, OUTAGE_BACKOFF);
          await (this.#options.sleep ?? waitToRetry)(waitMs, signal);
        }
        signal.throwIfAborted();
      }
    }
    if (applied === undefined) throw new Error("Cannot apply a batch: it is empty");
    return applied;
  }

  #afterSuccess(largest: number): void {
    this.#away.over("PostgreSQL is back, nothing was lost");
    this.#size = afterSuccess(this.#size, largest);
    if (this.#size.maxRecords === Infinity) this.#slow.over("PostgreSQL takes whole batches again");
  }

  /** Makes the next transactions smaller, if this one was too much for the server; whether to go on at once. */
  #shrink(
    records: number,
    { verdict, error, explained }: {
      readonly verdict: Verdict;
      readonly error: unknown;
      readonly explained: Error;
    },
  ): boolean {
    if (verdict.type !== "halve") return false;
    if (records < 2) return false;
    this.#size = afterTooLarge(records);
    // A server that did not answer may also be away: wait for it.
    if (isConnectionLoss(error)) return false;
    this.#slow.failed(
      `${explained.message}. That was a batch of ${records} records`,
      "Going on in smaller ones",
    );
    return true;
  }

  /**
   * Plans the batch that will be applied after the one that the database is busy with, as if that had committed; whether
   * the tables are so is checked when its turn comes.
   */
  planAhead(batch: Batch): void {
    if (this.#size.maxRecords !== Infinity || this.#planned?.slices === batch.slices) return;
    const plan = speculativePlanOf(batch, this.#positionCache, this.#applying);
    this.#planned = plan && { slices: batch.slices, plan };
  }

  /** Resolves when the database is not waiting for this thread. */
  get idle(): Promise<void> | undefined {
    return this.#working?.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.[Symbol.asyncDispose]();
  }

  async #applyInTime(batch: Batch): Promise<Applied> {
    const connection = this.#connection;
    if (connection === undefined) throw new Error("Cannot apply: not connected");
    const planned = this.#planned;
    this.#planned = undefined;
    return await this.#inTime(connection, (heard) =>
      applyUntilDone(connection.sql, batch, {
        ...this.#applying,
        positionCache: this.#positionCache,
        planned: planned?.slices === batch.slices ? planned.plan : undefined,
        onRetry: heard,
      }));
  }

  /** Waits for work on a connection, until that closes or gives no answer for too long. */
  async #inTime<T>(
    { closed }: ReservedConnection,
    work: (heard: () => void) => Promise<T>,
  ): Promise<T> {
    const { silenceMs = SILENCE_MS } = this.#options;
    const silence = Promise.withResolvers<never>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => silence.reject(new ResponseTimeout(`no answer for ${silenceMs / 1000} s`)),
        silenceMs,
      );
    };
    listen();
    try {
      const working = work(listen);
      working.catch(() => {});
      return await race<T>([working, closed, silence.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #work(on: boolean): void {
    if (on) this.#working ??= Promise.withResolvers();
    else {
      this.#working?.resolve();
      this.#working = undefined;
    }
  }

  #disconnect(): void {
    this.#connection?.destroy();
    this.#connection = undefined;
    this.#planned = undefined;
    this.#positionCache.forget();
    this.#work(false);
  }

  /** Throws the connection away, and puts the error in words. */
  #giveUp(error: unknown): Error {
    this.#disconnect();
    if (error instanceof PermanentError) return error;
    if (isConnectionLoss(error)) {
      return new Error(
        `Lost PostgreSQL at ${addressesOf(this.#options.connection).join(", ")}: ${
          messageOf(error)
        }`,
        { cause: error },
      );
    }
    if (error instanceof Error && (error.cause !== undefined || codeOf(error) === undefined)) {
      return error;
    }
    return explainPostgresError(error, this.#options.connection);
  }
}

/** A server that was reached and then did not answer. */
class ResponseTimeout extends Error {
  override readonly name = "ResponseTimeout";
  readonly code = "NO_ANSWER";
}
