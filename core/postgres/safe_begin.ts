import postgres from "postgres";
import { isConnectionLoss } from "./postgres_errors.ts";

type Client = postgres.Sql<{ bigint: bigint }>;

/** The argument of `begin`: a function that returns a promise, or the queries to wait for. */
export type Work = (sql: Client) => Promise<unknown> | readonly Promise<unknown>[];

/**
 * Replaces `begin` of a client by one that writes nothing to a closed connection.
 *
 * postgres.js 3.4.9 sends a ROLLBACK after every failure, also after the loss of the connection. Its socket is null by
 * then, and the write happens in a timer, where the error cannot be caught: in the main thread it ends the process.
 * Without the ROLLBACK the server rolls back itself, after its limit for idle transactions at the latest.
 */
export function withSafeBegin(sql: Client): Client {
  const unsafeBegin = sql.begin.bind(sql) as unknown as (
    options: string,
    work: (sql: Client) => Promise<unknown>,
  ) => Promise<unknown>;
  const begin = (...given: readonly [Work] | readonly [string, Work]) => {
    const [options, work] = given.length === 1 ? ["", given[0]] : given;
    return runSafely((scope) => unsafeBegin(options, scope), work);
  };
  return Object.assign(sql, { begin: begin as unknown as typeof sql.begin });
}

async function runSafely(
  begin: (scope: (sql: Client) => Promise<unknown>) => Promise<unknown>,
  work: Work,
): Promise<unknown> {
  let lost = false;
  const loss = Promise.withResolvers<never>();
  loss.promise.catch(() => {});
  const lose = (error: unknown) => {
    lost = true;
    loss.reject(error);
  };
  const transaction = begin((sql) => {
    // Never settled after a loss: on either outcome postgres.js would send a statement.
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    finished(work, guarded(sql, () => lost)).then(
      (result) => lost ? lose(closedError()) : resolve(result),
      (error) => lost || endsConnection(error) ? lose(error) : reject(error),
    );
    return promise;
  });
  // postgres.js rejects as soon as the connection has closed.
  transaction.catch(() => lost = true);
  return await Promise.race([transaction, loss.promise]);
}

/** The result of `work`, after all of its queries. */
export async function finished(work: Work, sql: Client): Promise<unknown> {
  const done = work(sql);
  return Array.isArray(done) ? await Promise.all(done) : await done;
}

/** Whether the connection is lost, or the server closes it. After an error of a statement it stays open. */
function endsConnection(error: unknown): boolean {
  return error instanceof postgres.PostgresError
    ? error.severity === "FATAL" || error.severity === "PANIC"
    : isConnectionLoss(error);
}

/**
 * Rejects statements on a closed connection: postgres.js 3.4.9 would write them to a socket that is null, sometimes from a
 * timer, where the error cannot be caught.
 *
 * @param begin in place of the client's own, if that has none
 */
export function guarded(
  sql: Client,
  lost: () => boolean,
  begin?: (guard: Client, work: Work) => Promise<unknown>,
): Client {
  const check = () => {
    if (lost()) throw closedError();
  };
  const guard: Client = new Proxy(sql, {
    apply(target, self, parts) {
      check();
      return Reflect.apply(target, self, parts);
    },
    get(target, name) {
      if (name === "unsafe") check();
      if (name === "begin" && begin !== undefined) return (work: Work) => begin(guard, work);
      return Reflect.get(target, name);
    },
  });
  return guard;
}

export function closedError(): Error {
  return Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });
}
