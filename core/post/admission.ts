import { isPlausible } from "../windows/event_time.ts";
import { type ConsentPolicy, type Refusal, refusalOf } from "./consent.ts";
import { type FilterConfig, filterOf, type FilterReason } from "./filters.ts";
import { postRecord, tenFields } from "./post_record.ts";
import type { DeleteRecord, TootRecord, WithdrawalRecord } from "./record.ts";
import type { StreamEvent } from "./stream_event.ts";

/** What to do with an event: write a record, or drop it. */
export type Admission =
  /** `because`: why an edit is refused; the record is then its withdrawal. */
  | {
    readonly type: "write";
    readonly key: { readonly instance: string; readonly id: string };
    readonly record: TootRecord;
    readonly because?: Refused;
  }
  | { readonly type: "drop"; readonly reason: Refused | "compat_delete" };

/** Why a version is refused. Stable words: they name the counts. */
type Refused = Refusal | "implausible_time" | FilterReason;

export interface AdmissionConfig {
  readonly consent: ConsentPolicy;
  readonly filters: FilterConfig;
  /** `ten-fields` writes only what consumers of the replaced producer understand, and no deletes. */
  readonly compat?: "ten-fields";
}

/**
 * Makes the function that decides about each event before anything leaves the process: consent first, then whether the
 * event time is plausible, then filters.
 *
 * A refused edit is written as a withdrawal, because an earlier version may have been admitted. An admitted edit is
 * written in full, so that the consumer can insert a post that it does not have, or that was withdrawn.
 */
export function admissionOf(
  config: AdmissionConfig,
): (event: StreamEvent & { readonly type: "post" | "delete" }, receivedAt: string) => Admission {
  const { instance } = config.consent;
  const unwanted = filterOf(config.filters);
  const writesDeletes = config.compat !== "ten-fields";
  return (event, receivedAt) => {
    const deletion = (id: string): DeleteRecord => (
      { event: "delete", id, instance, received_at: receivedAt, scope: "all" }
    );
    if (event.type === "delete") {
      if (!writesDeletes) return { type: "drop", reason: "compat_delete" };
      return { type: "write", key: { instance, id: event.id }, record: deletion(event.id) };
    }
    const { status } = event;
    const refuse = (reason: WithdrawalRecord["reason"], because: Refused): Admission => {
      if (event.event !== "status.update" || !writesDeletes) {
        return { type: "drop", reason: because };
      }
      const record = { ...deletion(status.id), reason, edited_at: status.editedAt };
      return { type: "write", key: { instance, id: status.id }, record, because };
    };
    const refused = refusalOf(status, config.consent);
    if (refused !== undefined) return refuse("consent", refused);
    if (!isPlausible(Date.parse(status.createdAt), Date.parse(receivedAt))) {
      return refuse("filter", "implausible_time");
    }
    const record = postRecord(status, { event: event.event, instance, receivedAt });
    const filtered = unwanted(record);
    if (filtered !== undefined) return refuse("filter", filtered);
    return {
      type: "write",
      key: { instance, id: status.id },
      record: config.compat === "ten-fields" ? tenFields(record) : record,
    };
  };
}
