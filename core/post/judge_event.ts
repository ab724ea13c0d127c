import { isPlausible } from "../windows/event_time.ts";
import { type ConsentPolicy, type Refusal, refusalOf } from "./consent.ts";
import { type FilterConfig, filterOf, type Unwanted } from "./filters.ts";
import { postRecord, tenFields } from "./post_record.ts";
import type { DeleteRecord, TootRecord, WithdrawalRecord } from "./record.ts";
import type { StreamEvent } from "./stream_event.ts";

/** What becomes of an event that could be read. */
export type Verdict =
  /** `because`: the edit that this withdrawal stands for is not let through. */
  | {
    readonly type: "write";
    readonly key: { readonly instance: string; readonly id: string };
    readonly record: TootRecord;
    readonly because?: Refused;
  }
  | { readonly type: "drop"; readonly reason: Refused | "compat_delete" };

/** Why a version is not let through. Stable words: they name the counts. */
type Refused = Refusal | "implausible_time" | Unwanted;

export interface JudgeConfig {
  readonly consent: ConsentPolicy;
  readonly filters: FilterConfig;
  /** `ten-fields` writes only what consumers of the replaced producer understand, and no deletes. */
  readonly compat?: "ten-fields";
}

/**
 * The gate before anything leaves the process: consent first, then whether its event time can be true, then filters.
 *
 * An edit that is not let through is written as a withdrawal, for the post may have been before; one that is let through
 * is written as it reads now, and whoever applies it inserts a post that it has never seen, or that was withdrawn.
 */
export function judgeOf(
  config: JudgeConfig,
): (event: StreamEvent & { readonly type: "post" | "delete" }, receivedAt: string) => Verdict {
  const { instance } = config.consent;
  const unwanted = filterOf(config.filters);
  const takesBack = config.compat !== "ten-fields";
  return (event, receivedAt) => {
    const deletion = (id: string): DeleteRecord => (
      { event: "delete", id, instance, received_at: receivedAt }
    );
    if (event.type === "delete") {
      if (!takesBack) return { type: "drop", reason: "compat_delete" };
      return { type: "write", key: { instance, id: event.id }, record: deletion(event.id) };
    }
    const { status } = event;
    const no = (reason: WithdrawalRecord["reason"], because: Refused): Verdict => {
      if (event.event !== "status.update" || !takesBack) return { type: "drop", reason: because };
      const record = { ...deletion(status.id), reason, edited_at: status.editedAt };
      return { type: "write", key: { instance, id: status.id }, record, because };
    };
    const refused = refusalOf(status, config.consent);
    if (refused !== undefined) return no("consent", refused);
    if (!isPlausible(Date.parse(status.createdAt), Date.parse(receivedAt))) {
      return no("filter", "implausible_time");
    }
    const record = postRecord(status, { event: event.event, instance, receivedAt });
    const filtered = unwanted(record);
    if (filtered !== undefined) return no("filter", filtered);
    return {
      type: "write",
      key: { instance, id: status.id },
      record: config.compat === "ten-fields" ? tenFields(record) : record,
    };
  };
}
