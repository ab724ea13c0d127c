import type { PostgresConnection } from "../config/connections.ts";
import { codeOf, messageOf, PermanentError } from "../base/errors.ts";
import { networkErrorKindOf } from "../base/network_error.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { addressesOf } from "./find_primary.ts";
import { verdictOn } from "./postgres_verdict.ts";

/** SQLSTATEs that are put into words here, by name; postgres_verdict.ts decides what to do about them. */
export const PG = {
  invalidPassword: "28P01",
  invalidAuthorization: "28000",
  noSuchDatabase: "3D000",
  noSuchSchema: "3F000",
  noSuchTable: "42P01",
  noSuchColumn: "42703",
  noPrivilege: "42501",
  tooManyConnections: "53300",
  diskFull: "53100",
  readOnly: "25006",
} as const;

/** Whether the same transaction may succeed if it is run again at once. */
export function isTransient(error: unknown): boolean {
  return verdictOn(error, LATER).type === "again";
}

/** Whether the server refused a value, so that one record is the cause and not the connection. */
export function isDataError(error: unknown): boolean {
  return verdictOn(error, LATER).type === "data";
}

const LATER = { usedBefore: true, command: "pipeline" } as const;

/** Whether the connection failed, not the statement: a new connection may help. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  // 08: connection exception, 57P: the server stops or is starting, 25P03 and 57P05: it ended an idle session.
  return /^(08[0-9A-Z]{3}|57P[0-9A-Z]{2}|25P03)$/.test(code) ||
    /^(E[A-Z_]+|CONNECTION_[A-Z]+|CONNECT_TIMEOUT|NO_ANSWER)$/.test(code);
}

/**
 * Puts a failure to reach or use a database into words, with the remedy and without the password. A
 * {@linkcode PermanentError} is one for commands that do one thing and end; callers that retry ask `verdictOn`.
 */
export function explainPostgresError(error: unknown, connection: PostgresConnection): Error {
  if (error instanceof PermanentError) return error;
  // Unchanged: the supervisor reads the address from it.
  if (error instanceof Error && refusedAddresses(error).length > 0) return error;
  const { database, username } = connection;
  const where = `PostgreSQL at ${addressesOf(connection).join(", ")}`;
  const verdict = verdictOn(error, { usedBefore: false, command: "once" });
  const failure = (message: string) =>
    verdict.type === "permanent"
      ? new PermanentError(message, { exitCode: verdict.exitCode, cause: error })
      : new Error(message, { cause: error });
  const unusable = (state: string) => failure(`Cannot use ${where}: ${state}`);
  const unreachable = (state: string) => failure(`Cannot reach ${where}: ${state}`);
  const code = codeOf(error);
  switch (networkErrorKindOf(code)) {
    case "name":
      return unreachable("no such host. Check PG_URL");
    case "refused":
      return unreachable("nothing listens there. Start it, or check PG_URL");
    case "timeout":
    case "unreachable":
      return unreachable("no answer. Check PG_URL and the network");
    case "certificate":
      return unusable(
        `its certificate does not hold (${messageOf(error)}). ` +
          "Name the file of its CA in PG_TLS_CA, and in PG_URL the host that it was made for",
      );
  }
  switch (code) {
    case PG.invalidPassword:
    case PG.invalidAuthorization:
    case "SASL_SIGNATURE_MISMATCH":
      return unusable(`it refused user "${username}". Check PG_USER and PG_PASS`);
    case PG.noSuchDatabase:
      return unusable(`it has no database "${database}". Create it, or correct PG_URL`);
    case PG.noSuchSchema:
    case PG.noSuchTable:
    case PG.noSuchColumn:
      return unusable(`its schema is not ours (${messageOf(error)}). Run migrate`);
    case PG.noPrivilege:
      return unusable(
        `user "${username}" lacks a right (${
          messageOf(error)
        }). Grant it, or set PG_USER to the owner`,
      );
    case PG.readOnly:
      return unusable(
        "it is read-only: a standby, a primary during a failover, or a full disk. Point PG_URL at the primary",
      );
    case "CONNECTION_CUT":
      return unusable(
        "it closes each connection at once, as a proxy without a server does. " +
          "Start the server behind it, or check PG_URL",
      );
    case "CONNECTION_NONSENSE":
      return unusable("what listens there is no PostgreSQL. Correct PG_URL");
    case "TLS_UNAVAILABLE":
      return unusable("it does not offer TLS. Switch ssl on there, or take sslmode out of PG_URL");
    case PG.tooManyConnections:
      return unusable("no connection is free. Raise max_connections");
    case PG.diskFull:
      return failure(`Cannot write to ${where}: its disk is full. Make room`);
    default:
      return unusable(messageOf(error));
  }
}
