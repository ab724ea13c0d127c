import type { Unit } from "./time_buckets.ts";

export { unitFor } from "./time_buckets.ts";

/** The charts' data; times are ms since 1970, counts are of posts. */
export interface ReportData {
  /** `[from, to)` of the data; undefined: there is none. */
  readonly span: { readonly from: number; readonly to: number } | undefined;
  /** Posts left out because their dates are far outside the span. */
  readonly outside?: number;
  /** Length of {@linkcode buckets}. */
  readonly unit: Unit;
  readonly buckets: readonly Bucket[];
  /** Recorded interruptions of the source that touch the span. */
  readonly gaps: readonly Gap[];
  readonly languages: readonly { readonly lang: string; readonly toots: number }[];
  /** Empty cells are left out. `weekday`: 1 Monday … 7 Sunday; `hours`: how many such hours the span holds. */
  readonly week: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly toots: number;
    readonly hours: number;
  }[];
  /** Data from the batch tables; undefined before the first run. */
  readonly batch: BatchData | undefined;
}

export interface BatchData {
  readonly finishedAt: number;
  readonly topHashtags: readonly { readonly hashtag: string; readonly toots: number }[];
  readonly hashtagCount: number;
  readonly rising: readonly RisingHashtag[];
  /** The periods that rising hashtags were measured on; absent: unknown. */
  readonly risingPast?: {
    readonly recentHours: number;
    readonly pastHours: number;
    /** How many of the past hours were observed. */
    readonly observedHours: number;
  };
  readonly servers: readonly { readonly server: string; readonly toots: number }[];
  readonly serverCount: number;
  readonly kinds: {
    readonly toots: number;
    readonly bots: number;
    readonly threads: number;
    readonly hashtags: number;
    readonly edited: number;
  };
}

/** One unit of time (UTC). */
export interface Bucket {
  readonly start: number;
  readonly toots: number;
  readonly lengthSum: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  /** Without a score: refused by the model, or not scored yet. */
  readonly unscored: number;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
  /** Its posts were fetched later. */
  readonly filled: boolean;
}

export interface RisingHashtag {
  readonly hashtag: string;
  readonly recent: number;
  /** Posts that its past predicts for a period as long. */
  readonly expected: number;
  readonly recentHours: number;
  readonly pastHours: number;
}
