import postgres from "postgres";
import type { PostgresConnection } from "../config/connections.ts";
import { findPrimary } from "./find_primary.ts";
import { STARTUP_PADDING } from "./first_write.ts";
import { pooledClient } from "./pooled_client.ts";
import { withSafeBegin } from "./safe_begin.ts";
import { serverSockets } from "./server_socket.ts";

/** A client of one database. `bigint` columns arrive as `bigint`, never as a rounded number. */
export type Sql = postgres.Sql<{ bigint: bigint }>;

/** How long a connection is idle before TCP keep-alive probes it. */
const KEEP_ALIVE_SECONDS = 10;

/**
 * Removes a limit of the role or the database on whole transactions (`transaction_timeout`, PostgreSQL 17 and later). A
 * session without such a limit is left unchanged: behind a pooler other clients may use it too.
 */
const NO_TRANSACTION_TIMEOUT = {
  sql: "select set_config('transaction_timeout', '0', false) " +
    "where current_setting('transaction_timeout') <> '0'",
  since: 17,
};

/**
 * How values are written and read, regardless of the settings of role and database. Poolers know these: most clients send
 * them.
 */
const FORMATS = {
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  standard_conforming_strings: "on",
};
/** The same; pgbouncer refuses these at the start of a session. */
const MORE_FORMATS: Readonly<Record<string, string>> = {
  IntervalStyle: "postgres",
  extra_float_digits: "1",
  bytea_output: "hex",
};

/** The connection that asks a server whether it takes writes. */
const PROBE = { applicationName: "trunkline start", connectTimeoutSeconds: 3 };

export interface ConnectOptions {
  /** Shown in `pg_stat_activity.application_name`: `trunkline consumer`. */
  readonly applicationName: string;
  /** Maximum number of connections; 1 by default. */
  readonly max?: number;
  /** Close a connection that has been idle for so long; never by default. */
  readonly idleSeconds?: number;
  /** Give up on a connection attempt after this many seconds, login included. */
  readonly connectTimeoutSeconds?: number;
  /** The server cancels a statement after this time (57014); no limit by default. */
  readonly statementTimeoutMs?: number;
  /** A statement that waits longer for a lock fails (55P03). */
  readonly lockTimeoutMs?: number;
  /** The server ends a session whose open transaction is idle for this time, which releases its locks. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Called at once when a connection has closed. */
  readonly onClose?: () => void;
  /** Further settings of the session. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Creates a client. It connects at its first query; {@linkcode explainPostgresError} puts errors into words.
 *
 * A machine that vanishes must not hold locks for hours: the server ends idle transactions, and both sides probe the
 * connection.
 */
export function connectPostgres(connection: PostgresConnection, options: ConnectOptions): Sql {
  const { host, port, database, username, password, pooled } = connection;
  const timeoutSeconds = options.connectTimeoutSeconds ?? 10;
  // `socket` is an option of postgres.js that its types lack. TLS is set up by the socket.
  const socket = {
    socket: serverSockets(connection, {
      keepAliveSeconds: KEEP_ALIVE_SECONDS,
      timeoutMs: timeoutSeconds * 1_000,
      ...(pooled === true ? {} : { first: NO_TRANSACTION_TIMEOUT }),
      ...(connection.others === undefined
        ? {}
        : { choose: () => findPrimary(connection, (server) => connectPostgres(server, PROBE)) }),
    }),
  };
  // As texts: postgres.js leaves out the number 0.
  const limits: Readonly<Record<string, string>> = {
    statement_timeout: `${options.statementTimeoutMs ?? 0}`,
    lock_timeout: `${options.lockTimeoutMs ?? 10_000}`,
    idle_in_transaction_session_timeout: `${options.idleInTransactionTimeoutMs ?? 15_000}`,
    idle_session_timeout: "0",
  };
  const settings = {
    // Set regardless of the settings of role and database.
    ...limits,
    ...MORE_FORMATS,
    ...options.settings,
  };
  const client = withSafeBegin(postgres({
    host,
    port,
    database,
    username,
    password,
    ...(pooled === true ? { prepare: false } : {}),
    max: options.max ?? 1,
    // The default ends a connection after 30 to 60 minutes, which looks like an outage.
    max_lifetime: null,
    ...(options.idleSeconds === undefined ? {} : { idle_timeout: options.idleSeconds }),
    connect_timeout: timeoutSeconds,
    keep_alive: KEEP_ALIVE_SECONDS,
    ...socket,
    // Arrays are sent and read as text, so the look-up of array types would be a useless round trip.
    fetch_types: false,
    onnotice: () => {},
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: options.applicationName,
      ...STARTUP_PADDING,
      ...FORMATS,
      // A pooler refuses all others.
      ...(pooled === true ? {} : {
        ...settings,
        // A statement that waited for a lock must see what its holder wrote.
        default_transaction_isolation: "read committed",
        // Libpq's names, and the server's: 10 s + 3 × 5 s until a dead client's session ends.
        tcp_keepalives_idle: 10,
        tcp_keepalives_interval: 5,
        tcp_keepalives_count: 3,
        tcp_user_timeout: 20_000,
      }),
    },
  }));
  if (pooled !== true) return client;
  const { idle_session_timeout: _, ...perTransaction } = settings;
  return pooledClient(client, perTransaction);
}
