import type { PostgresConnection } from "../connections.ts";
import { connectPostgres, type Sql } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

const PATIENCE_MS = 8_000;

/**
 * A connection for the short statements beside the batches: positions, watermarks, notifications. One that falls
 * silent is thrown away for a new one.
 */
export class ControlConnection implements AsyncDisposable {
  readonly #connection: PostgresConnection;
  #client: Sql | undefined;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  /** Runs a few statements; rejects in words, and after 8 s without an answer. */
  async run<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const client = this.#client ??= connectPostgres(this.#connection, {
      applicationName: "trunkline consumer control",
      connectTimeoutSeconds: 5,
    });
    const silence = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => silence.reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
      PATIENCE_MS,
    );
    try {
      const working = work(client);
      working.catch(() => {});
      return await Promise.race([working, silence.promise]);
    } catch (error) {
      if (this.#client === client) this.#client = undefined;
      client.end({ timeout: 0 }).catch(() => {});
      throw explainPostgresError(error, this.#connection);
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client?.end({ timeout: 1 }).catch(() => {});
  }
}
