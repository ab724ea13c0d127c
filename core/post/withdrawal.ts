import type { TootRecord, WithdrawalRecord } from "./record.ts";

/**
 * What is written in place of a record that is too large for Kafka. An edit replaces a text that may be in the tables:
 * where the new one cannot come, the old one must not stay, so the post is taken back up to this edit. Undefined for
 * everything else, and for edits without `event` (`PRODUCE_COMPAT=ten-fields`), whose readers know no deletes.
 */
export function withdrawalOf(record: TootRecord): WithdrawalRecord | undefined {
  if (record.event !== "status.update") return undefined;
  const { id, instance, received_at, edited_at = null } = record;
  if (instance === undefined || received_at === undefined) return undefined;
  return { event: "delete", id, instance, received_at, reason: "filter", edited_at };
}
