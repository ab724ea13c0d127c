import { DERIVED_RULES } from "../post/derived_rules.ts";

/** `application_name` of a consumer's connection for batches. */
export const CONSUMER_SESSION = "trunkline consumer";
/** `application_name` of its control connection, with the version of the rules for derived columns; older builds have none. */
export const CONTROL_SESSION = `trunkline consumer control, rules ${DERIVED_RULES}`;
