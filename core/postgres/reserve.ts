import type { PostgresConnection } from "../config/connections.ts";
import { type ConnectOptions, connectPostgres, type Sql } from "./connect.ts";

/** One connection of its own, for transactions that send several statements at once. */
export interface ReservedConnection extends AsyncDisposable {
  readonly sql: Sql;
  /** Rejects when it has closed: statements under way may never hear of it. */
  readonly closed: Promise<never>;
  /** Whether it has. */
  readonly isClosed: boolean;
  /** Ends it at once, whatever it is doing; the server rolls back. */
  destroy(): void;
}

/** Opens a connection and keeps it. Rejects with the error of the attempt. */
export async function reserveConnection(
  connection: PostgresConnection,
  options: ConnectOptions,
): Promise<ReservedConnection> {
  let lost = false;
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => {});
  const client = connectPostgres(connection, {
    ...options,
    max: 1,
    onClose: () => {
      lost = true;
      reject(closedError());
    },
  });
  try {
    // postgres.js 3.4.9 never resolves reserve() on a connection that it has yet to open, if fetch_types is off.
    await client`select 1`;
    const sql = await client.reserve();
    const end = async () => {
      if (!lost) sql.release();
      await client.end({ timeout: 1 });
    };
    return {
      sql: guarded(sql, () => lost),
      closed,
      get isClosed() {
        return lost;
      },
      destroy: () => void client.end({ timeout: 0 }).catch(() => {}),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await client.end({ timeout: 0 });
    throw error;
  }
}

/**
 * Refuses statements on a connection that has closed: postgres.js (3.4.9) writes them to a socket that is null by then,
 * some of them from a timer, where nobody can catch the error.
 */
function guarded(sql: Sql, lost: () => boolean): Sql {
  const check = () => {
    if (lost()) throw closedError();
  };
  const guard: Sql = new Proxy(sql, {
    apply(target, self, parts) {
      check();
      return Reflect.apply(target, self, parts);
    },
    get(target, name) {
      if (name === "unsafe") check();
      // A reserved connection has none of its own.
      if (name === "begin") return (work: Work) => transaction(guard, work);
      return Reflect.get(target, name);
    },
  });
  return guard;
}

/** What `begin` takes: a function that gives a promise, or the queries to wait for. */
type Work = (sql: Sql) => Promise<unknown> | readonly Promise<unknown>[];

async function transaction(sql: Sql, work: Work): Promise<unknown> {
  await sql`begin`;
  try {
    const done = work(sql);
    const result = Array.isArray(done) ? await Promise.all(done) : await done;
    await sql`commit`;
    return result;
  } catch (error) {
    await roll(sql).catch(() => {});
    throw error;
  }
}

async function roll(sql: Sql): Promise<void> {
  await sql`rollback`;
}

function closedError(): Error {
  return Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });
}
