import { codeOf, messageOf, OutageError, PermanentError } from "../base/errors.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";

/**
 * What to do about an error of PostgreSQL, or of the connection to it.
 *
 * - `wait`: the database is away or unusable for now: retry with backoff, and log it while it lasts.
 * - `again`: two transactions conflicted: run the same one again at once.
 * - `halve`: too much at once for the server or its limits: do it in smaller pieces. For work that cannot be divided, the
 *   same as `wait`.
 * - `data`: the server refuses a value; one record is the cause.
 * - `permanent`: only a person can fix it, and must be told now.
 * - `fault`: not caused by the database: a bug of this program, or an address for which the supervisor must grant permission.
 */
export type Verdict =
  | { readonly type: "wait" | "again" | "halve" | "data" | "fault" }
  | { readonly type: "permanent"; readonly exitCode: 1 | 2 };

export interface Circumstances {
  /**
   * Whether this process has used the database before. Then user, password, database and schema were right, and a refusal
   * now (a failover, a restore, a proxy without a server) is temporary.
   */
  readonly usedBefore: boolean;
  /**
   * `pipeline`: runs for days (`run`, `produce`, `consume` and their workers) and waits without limit. `once`: does one
   * thing and ends; its user wants to know at once.
   */
  readonly command: "pipeline" | "once";
}

/** The kinds of state that an SQLSTATE or the code of a client's error stands for. */
type Kind =
  | "conflict"
  | "too much"
  | "data"
  | "away"
  | "standby"
  | "login"
  | "schema"
  | "unsupported"
  | "fault";

/** By code, where it differs from the rest of its class. */
const BY_CODE: Readonly<Record<string, Kind>> = {
  "23505": "conflict", // unique_violation: the id has just been stored by another transaction
  "25006": "standby", // read_only_sql_transaction: a standby, or a primary that is being demoted or is full
  "25P04": "too much", // transaction_timeout
  "3D000": "login", // invalid_catalog_name: no such database
  "3F000": "schema", // invalid_schema_name
  "40002": "data", // transaction_integrity_constraint_violation
  "40003": "away", // statement_completion_unknown
  "42501": "login", // insufficient_privilege
  "42P05": "away", // duplicate_prepared_statement: a pooler gave us the session of somebody else
  "53200": "too much", // out_of_memory, also of the table of locks
  "53400": "too much", // configuration_limit_exceeded: temp_file_limit
  "55P03": "conflict", // lock_not_available
  "57014": "too much", // query_canceled: statement_timeout, or an administrator
  // Of postgres.js and server_socket.ts.
  SASL_SIGNATURE_MISMATCH: "login",
  TLS_UNAVAILABLE: "login",
  TLS_CERTIFICATE: "login",
  CONNECTION_NONSENSE: "login",
  AUTH_TYPE_NOT_IMPLEMENTED: "unsupported",
  MESSAGE_NOT_SUPPORTED: "unsupported",
  NO_ANSWER: "too much", // reached, and silent past our patience: it may be away, or busy with too much
  NOT_TAGGED_CALL: "fault",
  UNDEFINED_VALUE: "fault",
  MAX_PARAMETERS_EXCEEDED: "fault",
  UNSAFE_TRANSACTION: "fault",
};

/** By the first two characters of an SQLSTATE. Classes that are not listed are temporary as far as is known. */
const BY_CLASS: Readonly<Record<string, Kind>> = {
  "0A": "unsupported", // feature_not_supported
  "0L": "login", // invalid_grantor
  "0P": "login", // invalid_role_specification
  "21": "data", // cardinality_violation: one row twice in a statement
  "22": "data", // data_exception
  "23": "data", // integrity_constraint_violation
  "28": "login", // invalid_authorization_specification: user, password, pg_hba.conf
  "2B": "login", // dependent_privilege_descriptors_still_exist
  "40": "conflict", // transaction_rollback: serialization, deadlock
  "42": "schema", // syntax_error_or_access_rule_violation: a table, column or function that is not there
  "44": "data", // with_check_option_violation
  "54": "data", // program_limit_exceeded
  "72": "conflict", // snapshot_too_old
};

/**
 * Decides what to do about an error, by its code or that of its nearest cause that has one. The only place where that is
 * decided.
 */
export function verdictOn(error: unknown, { usedBefore, command }: Circumstances): Verdict {
  if (refusedAddresses(error).length > 0) return { type: "fault" };
  const code = codeBehind(error);
  if (code === undefined) {
    if (error instanceof PermanentError) return { type: "permanent", exitCode: error.exitCode };
    return { type: error instanceof OutageError ? "wait" : "fault" };
  }
  const onlyAPersonMends = (exitCode: 1 | 2): Verdict =>
    usedBefore && command === "pipeline" ? { type: "wait" } : { type: "permanent", exitCode };
  const kind = isPoolerRefusal(error, code) ? "unsupported" : kindOf(code);
  switch (kind) {
    case "conflict":
      return { type: "again" };
    case "too much":
      return { type: "halve" };
    case "data":
      return { type: "data" };
    case "away":
      return { type: "wait" };
    case "standby":
      return command === "once" ? { type: "permanent", exitCode: 1 } : { type: "wait" };
    case "login":
      return onlyAPersonMends(2);
    case "schema":
    case "unsupported":
      return onlyAPersonMends(1);
    case "fault":
      return { type: "fault" };
    default:
      return kind satisfies never;
  }
}

function kindOf(code: string): Kind {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known !== undefined) return known;
  if (isSqlState(code)) return BY_CLASS[code.slice(0, 2)] ?? "away";
  // A socket's errors (ECONNRESET), and those of postgres.js about its connections.
  return /^(E(?!RR_INVALID)[A-Z0-9_]+|CONNECTION_[A-Z]+|CONNECT_TIMEOUT)$/.test(code)
    ? "away"
    : "fault";
}

/** PgBouncer refuses settings of a session that are not in its ignore_startup_parameters, as a breach of protocol. */
function isPoolerRefusal(error: unknown, code: string): boolean {
  return code === "08P01" && /unsupported startup parameter/.test(messageOf(error));
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}

const CAUSES_MAX = 8;

/** The code of an error, or of its nearest cause that has one. */
function codeBehind(error: unknown): string | undefined {
  for (let at = error, depth = 0; depth < CAUSES_MAX; depth++) {
    const code = codeOf(at);
    if (code !== undefined) return code;
    if (!(at instanceof Error)) return undefined;
    at = at.cause;
  }
  return undefined;
}
