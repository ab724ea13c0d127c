import type { TootRecord, WithdrawalRecord } from "./record.ts";

/**
 * The record to write in place of one that is too large for Kafka. The old text of an edited post may be in the
 * tables and must not stay there, so the post is withdrawn up to this edit. Undefined for everything else, and for
 * edits without `event` (`PRODUCE_COMPAT=ten-fields`), whose readers know no deletes.
 */
export function withdrawalOf(record: TootRecord): WithdrawalRecord | undefined {
  if (record.event !== "status.update") return undefined;
  const { id, instance, received_at, edited_at = null } = record;
  if (instance === undefined || received_at === undefined) return undefined;
  return { event: "delete", id, instance, received_at, reason: "filter", edited_at };
}
