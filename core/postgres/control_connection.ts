import type { PostgresConnection } from "../config/connections.ts";
import type { Sql } from "./connect.ts";
import { CONTROL_SESSION } from "./consumer_sessions.ts";
import { explainPostgresError } from "./postgres_errors.ts";
import { reserveConnection, type ReservedConnection } from "./reserve.ts";

const PATIENCE_MS = 8_000;
/** Shorter than the deadline of the connection, so that the server cancels the statement first. */
const STATEMENT_TIMEOUT_MS = 7_000;

/**
 * A connection for the short statements beside the batches: positions, watermarks, notifications. It is replaced by a new
 * one if it does not answer.
 */
export class ControlConnection implements AsyncDisposable {
  readonly #connection: PostgresConnection;
  #reserved: ReservedConnection | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  /** Runs a few statements, after those of earlier calls. Rejects in words, also after 8 s without an answer. */
  run<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.then(() => {}, () => {});
    return result;
  }

  async #run<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const silence = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => silence.reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
      PATIENCE_MS,
    );
    try {
      const opened = this.#reserved ??= await reserveConnection(this.#connection, {
        applicationName: CONTROL_SESSION,
        connectTimeoutSeconds: 5,
        statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      });
      const working = work(opened.sql);
      working.catch(() => {});
      return await Promise.race([working, opened.closed, silence.promise]);
    } catch (error) {
      this.#reserved?.destroy();
      this.#reserved = undefined;
      throw explainPostgresError(error, this.#connection);
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#reserved?.[Symbol.asyncDispose]();
  }
}
