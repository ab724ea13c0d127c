import { DELETE_URI_MAX, type TootRecord, type WithdrawalRecord } from "./record.ts";

/**
 * The record to write in place of one that is too large for Kafka. The old text of an edited post may be in the
 * tables and must not stay there, so the post is withdrawn up to this edit. Undefined for everything else, and for
 * edits without `event` (`PRODUCE_COMPAT=ten-fields`), whose readers know no deletes.
 */
export function withdrawalOf(record: TootRecord): WithdrawalRecord | undefined {
  if (record.event !== "status.update") return undefined;
  const { id, instance, received_at, uri, edited_at = null } = record;
  if (instance === undefined || received_at === undefined) return undefined;
  const named = uri !== undefined && uri.length <= DELETE_URI_MAX ? { uri } : {};
  const deletion = { event: "delete", id, instance, received_at, scope: "all", ...named } as const;
  return { ...deletion, reason: "filter", edited_at };
}
