/**
 * What the dashboard's worker and its page say to each other. Aggregates only: nothing here can hold a person's name or
 * a post.
 */

/**
 * One time step and language: start (minutes since 1970, UTC), language, posts, sum of lengths (code points), late
 * posts, positive, negative, neutral, unscored (judged, and left without a score), sum of prob_pos (millionths).
 * An array, because thousands of them cross at once.
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
  /** Null: not over yet, or not known. */
  readonly to: number | null;
  readonly detected: number;
  /** When its posts were fetched afterwards; null while they are missing. */
  readonly filled: number | null;
}

/** How the stages stand. Times in ms since 1970, on the database's clock. */
export interface Health {
  /** False while the worker cannot read the database; the other fields are then the last ones known. */
  readonly database: boolean;
  readonly partitions: number;
  /** Partitions whose consumer was heard of in the last two minutes. */
  readonly active: number;
  /** Records in the topic that are not in the tables yet; null where nobody told the topic's end. */
  readonly lag: number | null;
  /** When the broker took the last record that was applied. */
  readonly lastRecord: number | null;
  /** Last commit of a batch. */
  readonly applied: number | null;
  /** Last sign of life of any consumer. */
  readonly heard: number | null;
  /** Dead letters of the last 24 h by reason; null where this role may not count them. */
  readonly deadLetters: readonly (readonly [reason: string, count: number])[] | null;
  /** How the worker hears of commits. */
  readonly feed: "listen" | "poll";
  readonly viewers: number;
}

/** A hashtag that is used more than its own past would let expect. */
export interface RisingTag {
  readonly tag: string;
  /** The language most of its posts are in. */
  readonly lang: string;
  /** Posts in the recent stretch. */
  readonly recent: number;
  /** Posts expected there from the stretch before; 0 for a tag that was not used in it. */
  readonly expected: number;
  /** Posts in each step of the whole stretch, oldest first. */
  readonly history: readonly number[];
}

/** The hashtags that rise, and what they were measured on. */
export interface Rising {
  /** End of the recent stretch, ms since 1970; null before the first count. */
  readonly at: number | null;
  readonly recentMinutes: number;
  readonly pastMinutes: number;
  /** How many of the past minutes were observed; where it is less than half of them, no tag is said to rise. */
  readonly observedMinutes: number;
  readonly stepMinutes: number;
  /** Hashtags used by fewer people than this in the recent stretch are left out. */
  readonly fewestPeople: number;
  readonly tags: readonly RisingTag[];
}

/** Everything a page starts from. */
export interface Snapshot {
  /** Where to resume the events from. */
  readonly version: string;
  /** The database's clock, ms since 1970. */
  readonly now: number;
  /** First step and end of the range, minutes since 1970; the length of a step in minutes. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Whether events will keep it current. */
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

/** What changed in the windows of one step length. */
export interface WindowsChanged {
  readonly now: number;
  readonly watermark: number | null;
  readonly rows: readonly WindowRow[];
  /** Steps and languages that have no posts any more. */
  readonly gone: readonly (readonly [start: number, lang: string])[];
}

/** What is pushed, by the name of the server-sent event. */
export type PushedEvent =
  | { readonly type: "windows"; readonly step: number; readonly data: WindowsChanged }
  | { readonly type: "health"; readonly data: Health }
  | { readonly type: "gaps"; readonly data: readonly Gap[] }
  | { readonly type: "rising"; readonly data: Rising }
  /** The page must fetch its snapshot again: it missed events that are not kept any more. */
  | { readonly type: "reset"; readonly data: null };
