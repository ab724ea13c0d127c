import type { MediaCounts } from "../core/dashboard/page_protocol.ts";
import type { PostFilter } from "../core/post/post_filter.ts";
import type { Source } from "../core/post/source.ts";
import type { Unit } from "./time_buckets.ts";

export { unitFor } from "./time_buckets.ts";

/** The charts' data; times are ms since 1970, counts are of posts. */
export interface ReportData {
  /** Where the posts come from. */
  readonly sources: readonly Source[];
  /** The data is of these posts only; absent: of all. */
  readonly filter?: PostFilter;
  /** `[from, to)` of the data; undefined: there is none. */
  readonly span: { readonly from: number; readonly to: number } | undefined;
  /** Posts left out because their dates are far outside the span. */
  readonly outside?: number;
  /** Length of {@linkcode buckets}. */
  readonly unit: Unit;
  readonly buckets: readonly Bucket[];
  /** What of the span was observed, for means over time. */
  readonly observed: ObservedTime;
  /** Recorded interruptions of the source that touch the span. */
  readonly gaps: readonly Gap[];
  /** The most frequent first. */
  readonly languages: readonly LanguageCount[];
  /** Why posts have no score, over all stored posts; absent where a part of the time was asked for. */
  readonly judged?: Unjudged;
  /** Empty cells are left out. `weekday`: 1 Monday … 7 Sunday; `hours`: how much time of such hours was observed. */
  readonly week: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly toots: number;
    readonly hours: number;
  }[];
  /** The sites that posts link to, most posts first, of at least three people; absent: there are no posts. */
  readonly links?: {
    /** Links are looked for in posts from here on, ms since 1970: where there are very many, only in the newest. */
    readonly from: number;
    readonly sites: readonly { readonly site: string; readonly toots: number }[];
  };
  /** Data from the batch tables; undefined before the first run. */
  readonly batch: BatchData | undefined;
}

/** Posts that state a language. */
export interface LanguageCount {
  /** BCP 47 tag; `und` for none. */
  readonly lang: string;
  readonly toots: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** Posts without a score by reason, and how sure the others are. */
export interface Unjudged {
  /** Posts in a language that the model has no head for. */
  readonly otherLanguage: number;
  /** These languages, the most frequent first. */
  readonly unknown: readonly string[];
  /** Posts too short to overrule the language that they state. */
  readonly unsureLanguage: number;
  readonly onlyLinks: number;
  readonly empty: number;
  readonly noKnownWord: number;
  /** Of the posts called positive or negative, the share that is expected to be right; undefined where none is known of. */
  readonly sureness: number | undefined;
}

/** The minutes that were observed from start to end, and the posts in them. */
export interface ObservedTime {
  readonly minutes: number;
  readonly toots: number;
  /** Whether other minutes of the span were not observed, beside its first and last. */
  readonly holes: boolean;
}

export interface BatchData {
  readonly finishedAt: number;
  readonly topHashtags: readonly { readonly hashtag: string; readonly toots: number }[];
  readonly hashtagCount: number;
  /** In the order of `compareRising`. */
  readonly rising: readonly RisingHashtag[];
  /** The periods that rising hashtags were measured on; absent: unknown. Hours may be fractions. */
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
  readonly media: MediaCounts;
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
  /** Posts that its past lets expect in a period as long. */
  readonly expected: number;
  /** Whether it was not used at all in the past. */
  readonly isNew: boolean;
}
