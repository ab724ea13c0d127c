import assert from "node:assert/strict";
import { OutageError, PermanentError } from "../base/errors.ts";
import { explainPostgresError } from "./postgres_errors.ts";
import { type Verdict, verdictOn } from "./postgres_verdict.ts";

const CONNECTION = { host: "db.example", port: 5432, database: "d", username: "u", password: "p" };

type Word = "wait" | "again" | "halve" | "data" | "fault" | "permanent 1" | "permanent 2";

/** What follows in `run`, `produce` and `consume` at the very first connection, and later; and in a command that ends. */
type Row = readonly [first: Word, later: Word, once: Word];

const WAIT: Row = ["wait", "wait", "wait"];
const AGAIN: Row = ["again", "again", "again"];
const HALVE: Row = ["halve", "halve", "halve"];
const DATA: Row = ["data", "data", "data"];
const STANDBY: Row = ["wait", "wait", "permanent 1"];
const CONFIGURATION: Row = ["permanent 2", "wait", "permanent 2"];
const SCHEMA: Row = ["permanent 1", "wait", "permanent 1"];
const FAULT: Row = ["fault", "fault", "fault"];

/** Every class of SQLSTATE (appendix A of PostgreSQL's manual): its general code, and what its codes come to. */
const CLASSES: Readonly<Record<string, Row>> = {
  "01000 warning": WAIT,
  "02000 no_data": WAIT,
  "03000 sql_statement_not_yet_complete": WAIT,
  "08000 connection_exception": WAIT,
  "09000 triggered_action_exception": WAIT,
  "0A000 feature_not_supported": SCHEMA,
  "0B000 invalid_transaction_initiation": WAIT,
  "0F000 locator_exception": WAIT,
  "0L000 invalid_grantor": CONFIGURATION,
  "0P000 invalid_role_specification": CONFIGURATION,
  "0Z000 diagnostics_exception": WAIT,
  "20000 case_not_found": WAIT,
  "21000 cardinality_violation": DATA,
  "22000 data_exception": DATA,
  "23000 integrity_constraint_violation": DATA,
  "24000 invalid_cursor_state": WAIT,
  "25000 invalid_transaction_state": WAIT,
  "26000 invalid_sql_statement_name": WAIT,
  "27000 triggered_data_change_violation": WAIT,
  "28000 invalid_authorization_specification": CONFIGURATION,
  "2B000 dependent_privilege_descriptors_still_exist": CONFIGURATION,
  "2D000 invalid_transaction_termination": WAIT,
  "2F000 sql_routine_exception": WAIT,
  "34000 invalid_cursor_name": WAIT,
  "38000 external_routine_exception": WAIT,
  "39000 external_routine_invocation_exception": WAIT,
  "3B000 savepoint_exception": WAIT,
  "3D000 invalid_catalog_name": CONFIGURATION,
  "3F000 invalid_schema_name": SCHEMA,
  "40000 transaction_rollback": AGAIN,
  "42000 syntax_error_or_access_rule_violation": SCHEMA,
  "44000 with_check_option_violation": DATA,
  "53000 insufficient_resources": WAIT,
  "54000 program_limit_exceeded": DATA,
  "55000 object_not_in_prerequisite_state": WAIT,
  "57000 operator_intervention": WAIT,
  "58000 system_error": WAIT,
  "72000 snapshot_too_old": AGAIN,
  "F0000 config_file_error": WAIT,
  "HV000 fdw_error": WAIT,
  "P0000 plpgsql_error": WAIT,
  "XX000 internal_error": WAIT,
};

/** Codes that matter by themselves, and those of the client. */
const CODES: Readonly<Record<string, Row>> = {
  "08006 connection_failure": WAIT,
  "08P01 protocol_violation, as of a pooler": WAIT,
  "22021 character_not_in_repertoire": DATA,
  "22P02 invalid_text_representation": DATA,
  "23505 unique_violation": AGAIN,
  "23514 check_violation": DATA,
  "25006 read_only_sql_transaction": STANDBY,
  "25P02 in_failed_sql_transaction": WAIT,
  "25P03 idle_in_transaction_session_timeout": WAIT,
  "25P04 transaction_timeout": HALVE,
  "28P01 invalid_password": CONFIGURATION,
  "40001 serialization_failure": AGAIN,
  "40002 transaction_integrity_constraint_violation": DATA,
  "40003 statement_completion_unknown": WAIT,
  "40P01 deadlock_detected": AGAIN,
  "42501 insufficient_privilege": CONFIGURATION,
  "42601 syntax_error": SCHEMA,
  "42703 undefined_column": SCHEMA,
  "42883 undefined_function": SCHEMA,
  "42P01 undefined_table": SCHEMA,
  "42P05 duplicate_prepared_statement": WAIT,
  "53100 disk_full": WAIT,
  "53200 out_of_memory": HALVE,
  "53300 too_many_connections": WAIT,
  "53400 configuration_limit_exceeded": HALVE,
  "54001 statement_too_complex": DATA,
  "55P03 lock_not_available": AGAIN,
  "57014 query_canceled": HALVE,
  "57P01 admin_shutdown": WAIT,
  "57P02 crash_shutdown": WAIT,
  "57P03 cannot_connect_now": WAIT,
  "57P04 database_dropped": WAIT,
  "57P05 idle_session_timeout": WAIT,
  "58030 io_error": WAIT,
  "XX001 data_corrupted": WAIT,
  ECONNREFUSED: WAIT,
  ECONNRESET: WAIT,
  EPIPE: WAIT,
  ENOTFOUND: WAIT,
  EAI_AGAIN: WAIT,
  ETIMEDOUT: WAIT,
  CONNECT_TIMEOUT: WAIT,
  CONNECTION_CLOSED: WAIT,
  CONNECTION_CUT: WAIT,
  NO_ANSWER: HALVE,
  CONNECTION_NONSENSE: CONFIGURATION,
  TLS_UNAVAILABLE: CONFIGURATION,
  TLS_CERTIFICATE: CONFIGURATION,
  SASL_SIGNATURE_MISMATCH: CONFIGURATION,
  UNDEFINED_VALUE: FAULT,
  ERR_INVALID_ARG_TYPE: FAULT,
};

function words(error: unknown): Row {
  const word = (verdict: Verdict): Word =>
    verdict.type === "permanent" ? `permanent ${verdict.exitCode}` : verdict.type;
  return [
    word(verdictOn(error, { usedBefore: false, command: "pipeline" })),
    word(verdictOn(error, { usedBefore: true, command: "pipeline" })),
    word(verdictOn(error, { usedBefore: false, command: "once" })),
  ];
}

Deno.test("each class of SQLSTATE, and what differs in it, has one verdict for each circumstance, as it came and put in words", () => {
  for (const [name, row] of Object.entries({ ...CLASSES, ...CODES })) {
    const error = Object.assign(new Error("as it came"), { code: name.split(" ")[0] });
    assert.deepEqual(words(error), row, name);
    const explained = explainPostgresError(error, CONNECTION);
    assert.deepEqual(words(explained), row, name);
    assert.equal(explained instanceof PermanentError, row[2].startsWith("permanent"), name);
  }
});

Deno.test("in a pipeline that has used its database before, no state of it is permanent", () => {
  for (const name of Object.keys({ ...CLASSES, ...CODES })) {
    const error = Object.assign(new Error("x"), { code: name.split(" ")[0] });
    assert.doesNotMatch(words(error)[1], /permanent/, name);
  }
});

Deno.test("without a code the kind of the error decides", () => {
  assert.deepEqual(words(new TypeError("a fault of our own")), FAULT);
  assert.deepEqual(words(new OutageError("Kafka is away")), WAIT);
  const wrong = new PermanentError("Set the variable", { exitCode: 2 });
  assert.deepEqual(words(wrong), ["permanent 2", "permanent 2", "permanent 2"]);
});

Deno.test("a pooler that refuses the settings of a session is told, and waited for once it has served", () => {
  const error = Object.assign(new Error("unsupported startup parameter: lock_timeout"), {
    code: "08P01",
  });
  assert.deepEqual(words(error), SCHEMA);
});
