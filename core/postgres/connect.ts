import postgres from "postgres";
import type { PostgresConnection } from "../config/connections.ts";
import { withSafeBegin } from "./safe_begin.ts";
import { serverSockets } from "./server_socket.ts";

/** A client of one database. `bigint` columns arrive as `bigint`, never as a rounded number. */
export type Sql = postgres.Sql<{ bigint: bigint }>;

/** How long a connection is silent until its other end is probed. */
const KEEP_ALIVE_SECONDS = 10;

/**
 * A limit of the role or the database on whole transactions, which servers before 17 do not have. (Through a pooler the
 * session may be handed on: it is left as it is unless there is such a limit.)
 */
const NO_TRANSACTION_TIMEOUT = {
  sql: "select set_config('transaction_timeout', '0', false) " +
    "where current_setting('transaction_timeout') <> '0'",
  since: 17,
};

/** How to open a client. */
export interface ConnectOptions {
  /** What `pg_stat_activity.application_name` shows: `trunkline consumer`. */
  readonly applicationName: string;
  /** Most connections at once. */
  readonly max?: number;
  /** Give up on a connection attempt after this many seconds, login included. */
  readonly connectTimeoutSeconds?: number;
  /** How long the server works on one statement; past it, 57014. None: as long as it takes. */
  readonly statementTimeoutMs?: number;
  /** How long a statement waits for a lock; past it, 55P03. */
  readonly lockTimeoutMs?: number;
  /** How long the server keeps a transaction open (and its locks held) that says nothing. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Called at once when a connection has closed. */
  readonly onClose?: () => void;
  /** Settings of the session, beside ours. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Opens a client. It connects at its first query; what goes wrong there is put in words by
 * {@linkcode explainPostgresError}.
 *
 * A machine that vanishes must not hold locks for hours: the server ends transactions that fall silent, and both sides
 * probe the connection.
 */
export function connectPostgres(connection: PostgresConnection, options: ConnectOptions): Sql {
  const { tls: _, ...server } = connection;
  const timeoutSeconds = options.connectTimeoutSeconds ?? 10;
  // An option that postgres.js has, and its types have not. TLS is the socket's.
  const socket = {
    socket: serverSockets(connection, {
      keepAliveSeconds: KEEP_ALIVE_SECONDS,
      timeoutMs: timeoutSeconds * 1_000,
      first: NO_TRANSACTION_TIMEOUT,
    }),
  };
  // Texts: postgres.js leaves out what is 0.
  const limits: Readonly<Record<string, string>> = {
    statement_timeout: `${options.statementTimeoutMs ?? 0}`,
    lock_timeout: `${options.lockTimeoutMs ?? 10_000}`,
    idle_in_transaction_session_timeout: `${options.idleInTransactionTimeoutMs ?? 15_000}`,
    idle_session_timeout: "0",
  };
  return withSafeBegin(postgres({
    ...server,
    max: options.max ?? 1,
    // The default ends a connection after 30 to 60 minutes, which looks like an outage.
    max_lifetime: null,
    connect_timeout: timeoutSeconds,
    keep_alive: KEEP_ALIVE_SECONDS,
    ...socket,
    // Arrays cross as text that we write and read ourselves: the look-up of array types is a round trip for nothing.
    fetch_types: false,
    onnotice: () => {},
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: options.applicationName,
      // Whatever a role or a database is set to: a statement behind a lock must see what its holder wrote, and the
      // limits are ours.
      default_transaction_isolation: "read committed",
      ...limits,
      // Libpq's names, and the server's: 10 s + 3 × 5 s until a dead client's session ends.
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 3,
      tcp_user_timeout: 20_000,
      ...options.settings,
    },
  }));
}
