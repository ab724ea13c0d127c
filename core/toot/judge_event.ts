import { type ConsentPolicy, type Refusal, refusalOf } from "./consent.ts";
import { type FilterConfig, filterOf, type Unwanted } from "./filters.ts";
import { postRecord, tenFields } from "./post_record.ts";
import type { TootRecord } from "./record.ts";
import type { StreamEvent } from "./stream_event.ts";

/** What becomes of an event that could be read. */
export type Verdict =
  /** `because`: the edit that this delete stands for is not let through. */
  | {
    readonly type: "write";
    readonly key: { readonly instance: string; readonly id: string };
    readonly record: TootRecord;
    readonly because?: Refusal | Unwanted;
  }
  | { readonly type: "drop"; readonly reason: Refusal | Unwanted | "compat_delete" };

export interface JudgeConfig {
  readonly consent: ConsentPolicy;
  readonly filters: FilterConfig;
  /** `ten-fields` writes only what consumers of the replaced producer understand, and no deletes. */
  readonly compat?: "ten-fields";
}

/**
 * The gate before anything leaves the process: consent first, then filters.
 *
 * An edit that is not let through is written as a delete, for the post may have been before; one that is let through is
 * written as it reads now, and whoever applies it inserts a post that it has never seen.
 */
export function judgeOf(
  config: JudgeConfig,
): (event: StreamEvent & { readonly type: "post" | "delete" }, receivedAt: string) => Verdict {
  const { instance } = config.consent;
  const unwanted = filterOf(config.filters);
  const takeBack = (id: string, received_at: string, because?: Refusal | Unwanted): Verdict =>
    config.compat === "ten-fields" ? { type: "drop", reason: because ?? "compat_delete" } : {
      type: "write",
      key: { instance, id },
      record: { event: "delete", id, instance, received_at },
      ...(because !== undefined && { because }),
    };
  return (event, receivedAt) => {
    if (event.type === "delete") return takeBack(event.id, receivedAt);
    const { status } = event;
    const refused = refusalOf(status, config.consent);
    const no = (reason: Refusal | Unwanted): Verdict =>
      event.event === "status.update"
        ? takeBack(status.id, receivedAt, reason)
        : { type: "drop", reason };
    if (refused !== undefined) return no(refused);
    const record = postRecord(status, { event: event.event, instance, receivedAt });
    const filtered = unwanted(record);
    if (filtered !== undefined) return no(filtered);
    return {
      type: "write",
      key: { instance, id: status.id },
      record: config.compat === "ten-fields" ? tenFields(record) : record,
    };
  };
}
