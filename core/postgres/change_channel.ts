/**
 * The channel that a consumer (or scorer) notifies when it has committed a change to the tables, at most four times a
 * second. The payload is empty; `masto.pipeline.changes` moves in the same transaction, for readers behind a pooler in
 * transaction mode, where LISTEN does not work.
 */
export const CHANGE_CHANNEL = "trunkline_changes";
