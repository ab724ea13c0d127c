import { DERIVED_RULES } from "../post/derived_columns.ts";

/** What `pg_stat_activity.application_name` shows of a consumer: its connection for batches, and the one beside it. */
export const CONSUMER_SESSION = "trunkline consumer";
/** It names the rules that the consumer derives columns by: those of consumers that know none end before the comma. */
export const CONTROL_SESSION = `trunkline consumer control, rules ${DERIVED_RULES}`;
