import type { PostgresConnection } from "../config/connections.ts";
import { messageOf, PermanentError } from "../base/errors.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";

/** Codes of PostgreSQL that this program acts on, by name. */
export const PG = {
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  lockNotAvailable: "55P03",
  uniqueViolation: "23505",
  inFailedTransaction: "25P02",
  invalidPassword: "28P01",
  invalidAuthorization: "28000",
  noSuchDatabase: "3D000",
  noSuchSchema: "3F000",
  noSuchTable: "42P01",
  noSuchColumn: "42703",
  noPrivilege: "42501",
  queryCanceled: "57014",
  tooManyConnections: "53300",
  diskFull: "53100",
  readOnly: "25006",
} as const;

/** The SQLSTATE of an error of the server, or the code of a socket error (`ECONNREFUSED`). */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether the same transaction may succeed if it is simply run again. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return code === PG.serializationFailure || code === PG.deadlockDetected ||
    code === PG.lockNotAvailable || code === PG.uniqueViolation;
}

/**
 * Whether the server refused a value (class 22: data exception, 23: integrity, 54: program limit), so that one record
 * is to blame and not the connection.
 */
export function isDataError(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && /^(22|23|54)[0-9A-Z]{3}$/.test(code);
}

/** Whether the connection, not the statement, failed: opening another one may help. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  // 08: connection exception, 57: operator intervention (restart, shutdown, idle session), 53: resources.
  return /^(08|57|53)[0-9A-Z]{3}$/.test(code) ||
    /^(E[A-Z_]+|CONNECTION_[A-Z]+|CONNECT_TIMEOUT|25P03)$/.test(code);
}

/** Whether the database is away for now, by the error or what it puts in words: waiting may help. */
export function isOutage(error: unknown): boolean {
  if (error instanceof PermanentError || refusedAddresses(error).length > 0) return false;
  if (isConnectionLoss(error)) return codeOf(error) !== PG.queryCanceled;
  return error instanceof Error && error.cause !== undefined && isOutage(error.cause);
}

/** Puts a failure to reach or use a database in words, with the remedy; the password is never in it. */
export function explainPostgresError(error: unknown, connection: PostgresConnection): Error {
  if (error instanceof PermanentError) return error;
  // The supervisor may let the worker follow; it needs the address.
  if (error instanceof Error && refusedAddresses(error).length > 0) return error;
  const { host, port, database, username } = connection;
  const where = `PostgreSQL at ${host}:${port}`;
  const permanent = (state: string, exitCode: 1 | 2 = 2) =>
    new PermanentError(`Cannot use ${where}: ${state}`, { exitCode, cause: error });
  switch (codeOf(error)) {
    case PG.invalidPassword:
    case PG.invalidAuthorization:
    case "SASL_SIGNATURE_MISMATCH":
      return permanent(`it refused user "${username}". Check PG_USER and PG_PASS`);
    case PG.noSuchDatabase:
      return permanent(`it has no database "${database}". Create it, or correct PG_URL`);
    case PG.noSuchSchema:
    case PG.noSuchTable:
    case PG.noSuchColumn:
      return permanent(`its schema is not ours (${messageOf(error)}). Run migrate`, 1);
    case PG.noPrivilege:
      return permanent(
        `user "${username}" lacks a right (${
          messageOf(error)
        }). Grant it, or set PG_USER to the owner`,
      );
    case PG.readOnly:
      return permanent("it is read-only, a standby. Point PG_URL at the primary");
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new Error(`Cannot reach ${where}: no such host. Check PG_URL`, { cause: error });
    case "ECONNREFUSED":
      return new Error(`Cannot reach ${where}: nothing listens there. Start it, or check PG_URL`, {
        cause: error,
      });
    case "CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
      return new Error(`Cannot reach ${where}: no answer. Check PG_URL and the network`, {
        cause: error,
      });
    case "CONNECTION_CUT":
      return new Error(
        `Cannot use ${where}: it closes each connection at once, as a proxy without a server does. ` +
          "Start the server behind it, or check PG_URL",
        { cause: error },
      );
    case "CONNECTION_NONSENSE":
      return new Error(`Cannot use ${where}: what listens there is no PostgreSQL. Correct PG_URL`, {
        cause: error,
      });
    case "TLS_UNAVAILABLE":
      return permanent("it does not offer TLS. Switch ssl on there, or take sslmode out of PG_URL");
    case "TLS_CERTIFICATE":
      return permanent(
        `its certificate does not hold (${messageOf(error)}). ` +
          "Name the file of its CA in PG_TLS_CA, and in PG_URL the host that it was made for",
      );
    case PG.tooManyConnections:
      return new Error(`Cannot use ${where}: no connection is free. Raise max_connections`, {
        cause: error,
      });
    case PG.diskFull:
      return new Error(`Cannot write to ${where}: its disk is full. Make room`, { cause: error });
    default:
      return new Error(`Cannot use ${where}: ${messageOf(error)}`, { cause: error });
  }
}
