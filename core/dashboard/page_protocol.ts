/**
 * The messages between the dashboard's worker and its page. Aggregates only: nothing here can hold a person's name or a
 * post.
 */

/** The languages that the page is written in. */
export type LocaleCode = "en" | "fr";

/**
 * One time step and language: start (minutes since 1970, UTC), language, posts, sum of lengths (code points), late
 * posts, positive, negative, neutral, unscored (refused by the model), sum of prob_pos (millionths).
 * An array and not an object, because a snapshot holds thousands of them.
 */
export type WindowRow = readonly [
  start: number,
  lang: string,
  posts: number,
  length: number,
  late: number,
  positive: number,
  negative: number,
  neutral: number,
  unscored: number,
  probability: number,
];

/** A stretch of time in which posts are or may be missing. Times in ms since 1970. */
export interface Gap {
  readonly id: string;
  /** `source`: the stream was interrupted; `retention`: the topic lost records before they were read. */
  readonly kind: "source" | "retention";
  readonly from: number | null;
  /** Null: still going on, or unknown. */
  readonly to: number | null;
  readonly detected: number;
  /** When its posts were fetched afterwards; null while they are missing. */
  readonly filled: number | null;
}

/** State of the pipeline's stages. Times in ms since 1970, on the database's clock. */
export interface Health {
  /** False while the worker cannot read the database; the other fields are then the last ones known. */
  readonly database: boolean;
  readonly partitions: number;
  /** Partitions whose consumer has reported in the last two minutes. */
  readonly active: number;
  /** Records in the topic that are not in the tables yet; null where the topic's end is unknown. */
  readonly lag: number | null;
  /** Kafka's timestamp of the last applied record. */
  readonly lastRecord: number | null;
  /** Time of the last commit of a batch. */
  readonly applied: number | null;
  /** Time of the last report of any consumer. */
  readonly heard: number | null;
  /** Dead letters of the last 24 h by reason; null where this role may not count them. */
  readonly deadLetters: readonly (readonly [reason: string, count: number])[] | null;
  /** How the worker learns of commits: by notifications, or by reading the change counter. */
  readonly feed: "listen" | "poll";
  readonly viewers: number;
}

/** A hashtag that is used more than its own past predicts. */
export interface RisingTag {
  readonly tag: string;
  /** The language most of its posts are in. */
  readonly lang: string;
  /** Posts in the recent period. */
  readonly recent: number;
  /** Posts predicted for the recent period from the past one; 0 for a tag that was not used in it. */
  readonly expected: number;
  /** Posts in each step of both periods, oldest first. */
  readonly history: readonly number[];
}

/** The hashtags that rise, and what they were measured on. */
export interface Rising {
  /** End of the recent period, ms since 1970; null before the first count. */
  readonly at: number | null;
  readonly recentMinutes: number;
  readonly pastMinutes: number;
  /** How many of the past minutes were observed; with less than half of them, `tags` is empty. */
  readonly observedMinutes: number;
  readonly stepMinutes: number;
  /** Hashtags used by fewer people than this in the recent period are left out. */
  readonly fewestPeople: number;
  readonly tags: readonly RisingTag[];
}

/** The whole state that a page starts from. */
export interface Snapshot {
  /** Version after which the events continue. */
  readonly version: string;
  /** The database's clock, ms since 1970. */
  readonly now: number;
  /** First step and end of the range, minutes since 1970; the length of a step in minutes. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Whether events follow that keep it current. */
  readonly live: boolean;
  /** Windows that end at or before it are final; ms since 1970. */
  readonly watermark: number | null;
  /** Start of the newest window that has posts, ms since 1970. */
  readonly newest: number | null;
  readonly rows: readonly WindowRow[];
  readonly gaps: readonly Gap[];
  readonly health: Health;
  readonly rising: Rising;
}

/** Changes of the windows of one step length. */
export interface WindowsChanged {
  readonly now: number;
  readonly watermark: number | null;
  readonly rows: readonly WindowRow[];
  /** Steps and languages that no longer have posts. */
  readonly gone: readonly (readonly [start: number, lang: string])[];
}

/** A server-sent event; `type` is its name. */
export type PushedEvent =
  | { readonly type: "windows"; readonly step: number; readonly data: WindowsChanged }
  | { readonly type: "health"; readonly data: Health }
  | { readonly type: "gaps"; readonly data: readonly Gap[] }
  | { readonly type: "rising"; readonly data: Rising }
  /** The page must fetch its snapshot again: it missed events that are no longer kept. */
  | { readonly type: "reset"; readonly data: null };
