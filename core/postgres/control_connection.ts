import type { PostgresConnection } from "../config/connections.ts";
import type { Sql } from "./connect.ts";
import { CONTROL_SESSION } from "./consumer_sessions.ts";
import { explainPostgresError } from "./postgres_errors.ts";
import { reserveConnection, type ReservedConnection } from "./reserve.ts";
import { race } from "../base/race.ts";

const ANSWER_TIMEOUT_MS = 8_000;
/** How much sooner than our own deadline the server cancels a statement. */
const SOONER_MS = 1_000;

/** How a connection differs from that of a consumer. */
export interface ControlOptions {
  readonly applicationName?: string;
  /** Longest wait for an answer, ms; also for the login. */
  readonly patienceMs?: number;
}

/**
 * A connection for the short statements beside the batches: positions, watermarks, notifications. It is replaced by a new
 * one if it does not answer.
 */
export class ControlConnection implements AsyncDisposable {
  readonly #connection: PostgresConnection;
  readonly #applicationName: string;
  readonly #patienceMs: number;
  #reserved: ReservedConnection | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(
    connection: PostgresConnection,
    { applicationName = CONTROL_SESSION, patienceMs = ANSWER_TIMEOUT_MS }: ControlOptions = {},
  ) {
    this.#connection = connection;
    this.#applicationName = applicationName;
    this.#patienceMs = patienceMs;
  }

  /** Runs a few statements, after those of earlier calls. Rejects in words, also when no answer comes in time (8 s). */
  run<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.then(() => {}, () => {});
    return result;
  }

  async #run<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const silence = Promise.withResolvers<never>();
    silence.promise.catch(() => {});
    const timer = setTimeout(
      () => silence.reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
      this.#patienceMs,
    );
    try {
      const opened = this.#reserved ??= await Promise.race([this.#open(silence), silence.promise]);
      const working = work(opened.sql);
      working.catch(() => {});
      return await race<Result>([working, opened.closed, silence.promise]);
    } catch (error) {
      this.#reserved?.destroy();
      this.#reserved = undefined;
      throw explainPostgresError(error, this.#connection);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Opens a connection; one that opens too late is closed. */
  async #open({ promise: silence }: PromiseWithResolvers<never>): Promise<ReservedConnection> {
    let isLate = false;
    silence.catch(() => isLate = true);
    const opened = await reserveConnection(this.#connection, {
      applicationName: this.#applicationName,
      connectTimeoutSeconds: Math.min(5, this.#patienceMs / 1_000),
      statementTimeoutMs: this.#patienceMs - SOONER_MS,
    });
    if (isLate) opened.destroy();
    return opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#reserved?.[Symbol.asyncDispose]();
  }
}
