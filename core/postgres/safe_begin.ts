import postgres from "postgres";
import { isConnectionLoss } from "./postgres_errors.ts";

type Client = postgres.Sql<{ bigint: bigint }>;

/** What `begin` takes: a function that gives a promise, or the queries to wait for. */
export type Work = (sql: Client) => Promise<unknown> | readonly Promise<unknown>[];

/**
 * Replaces `begin` of a client by one that writes nothing to a connection that has closed.
 *
 * postgres.js (3.4.9) sends a ROLLBACK after every failure, also after the loss of the connection. Its socket is null by
 * then, and it is written to from a timer, where nobody can catch the error: in the main thread it ends the process.
 * Without the ROLLBACK the server rolls back by itself; its limit for silent transactions does so at the latest.
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
    // Left open after a loss: whatever it came to, postgres.js would send something.
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

/** The result of `work`, with all of its queries waited for. */
export async function finished(work: Work, sql: Client): Promise<unknown> {
  const done = work(sql);
  return Array.isArray(done) ? await Promise.all(done) : await done;
}

/** Whether the connection is gone, or the server closes it. An error of a statement leaves it open. */
function endsConnection(error: unknown): boolean {
  return error instanceof postgres.PostgresError
    ? error.severity === "FATAL" || error.severity === "PANIC"
    : isConnectionLoss(error);
}

/**
 * Refuses statements on a connection that has closed: postgres.js (3.4.9) writes them to a socket that is null by then,
 * some of them from a timer, where nobody can catch the error.
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
