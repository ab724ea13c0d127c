import type { Gap } from "../../../core/dashboard/page_protocol.ts";
import type { Locale } from "./locale.ts";
import type { Step } from "./window_model.ts";

/** The data that every chart over time is drawn from. */
export interface Scene {
  readonly locale: Locale;
  readonly steps: readonly Step[];
  /** Minutes. */
  readonly step: number;
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly rangeText: string;
  readonly gaps: readonly Gap[];
  /** Posts of the day or the week before, by the start of the step that they are drawn behind; absent: none are. */
  readonly before?: ReadonlyMap<number, number> | undefined;
  /** What they are of: the day before, the week before; without posts where none are counted of it. */
  readonly beforeText?: string;
  /** Language → colour. */
  readonly slots: ReadonlyMap<string, string>;
}
