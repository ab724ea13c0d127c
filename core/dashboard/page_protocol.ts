/**
 * The messages between the dashboard's worker and its page. Aggregates only: nothing here can hold a person's name or a
 * post.
 */

import type { Observed } from "../windows/observed.ts";
import type { Source } from "../post/source.ts";
import type { LiveRangeName } from "./ranges.ts";

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
  /**
   * `source`: the stream was interrupted; `audit`: the server lost events on an open connection; `retention`: the topic lost records before they were read; `start`: the time before
   * anything was collected, or all time if what was collected is not on record.
   */
  readonly kind: "source" | "audit" | "retention" | "start";
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
  /** The parts that any process says are not well, as `status` names them. */
  readonly unwell: readonly (readonly [part: string, state: "degraded" | "down"])[];
  /** How the worker learns of commits: by notifications, or by reading the change counter. */
  readonly feed: "listen" | "poll";
  readonly viewers: number;
}

/** A hashtag that is used more than its own past lets expect. */
export interface RisingTag {
  readonly tag: string;
  /** The language most of its posts are in; empty where the count has none. */
  readonly lang: string;
  /** Posts in the recent period. */
  readonly recent: number;
  /** Posts in the past period. */
  readonly past: number;
  /** Posts expected in the recent period, from the pace of the past one; 0 for a tag that was not used in it. */
  readonly expected: number;
}

/** The hashtags of a range that rise, and what they were measured on. */
export interface Rising {
  /** End of the recent period, ms since 1970; null before the first count. */
  readonly at: number | null;
  readonly recentMinutes: number;
  readonly pastMinutes: number;
  /** How many of the past minutes were observed; with less than half of them, `tags` is empty. */
  readonly observedMinutes: number;
  /** Whether the tags have a language; those of long ranges have none. */
  readonly byLanguage: boolean;
  /** Hashtags used by fewer people than this in the recent period are left out. */
  readonly fewestPeople: number;
  /** In the order of `compareRising`. */
  readonly tags: readonly RisingTag[];
  /** What was observed of the whole range. */
  readonly observed: Observed;
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
  readonly sources: readonly Source[];
  readonly rows: readonly WindowRow[];
  readonly minutes: readonly MinuteRow[];
  readonly gaps: readonly Gap[];
  readonly health: Health;
  readonly rising: Rising;
}

/** A server, hashtag or language, with its posts and its people. */
export type CountedName = readonly [name: string, posts: number, people: number];

/** Sentiment of the posts that were read in one language, and why others of them have none. */
export interface JudgedLanguage {
  /** ISO 639, of the language that the posts were read in; while they wait, of the one that they state. */
  readonly lang: string;
  readonly posts: number;
  readonly positive: number;
  readonly negative: number;
  readonly neutral: number;
  /** Of the posts called positive or negative, the share that is expected to be right; null where none is known of. */
  readonly sureness: number | null;
  /** Posts without a score, by reason; what is left of `posts` is waiting for its score. */
  readonly otherLanguage: number;
  readonly noKnownWord: number;
  readonly onlyLinks: number;
  readonly empty: number;
}

/** What is attached to posts: pictures, videos and sound files. */
export interface MediaCounts {
  /** Posts of which it is known. */
  readonly known: number;
  /** Of these, posts with an attachment. */
  readonly posts: number;
  readonly attachments: number;
  /** Attachments with a description (alternative text). */
  readonly described: number;
}

/** The posts of a range that pass a filter. */
export interface Selection {
  /**
   * `too many`: the range has more posts than `limit`; `too few`: fewer people than may be shown, or none; `gone`: the posts
   * before `limit` (ms since 1970) are no longer kept.
   */
  readonly state: "counted" | "too many" | "too few" | "gone";
  readonly limit: number;
  /** Minutes since 1970, and the length of a step in minutes. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Of a filter by hashtag or server; empty for a filter by languages alone, which windows have. */
  readonly rows: readonly WindowRow[];
  /** Different people behind `rows`. */
  readonly people: number;
  /** Most posts first. */
  readonly languages: readonly CountedName[];
  readonly servers: readonly CountedName[];
  readonly tags: readonly CountedName[];
  /** Sites that posts link to; null where there are too many posts to look for links. */
  readonly sites: readonly CountedName[] | null;
  readonly media: MediaCounts;
  /** Most posts first. */
  readonly judged: readonly JudgedLanguage[];
}

/** A selection as the page gets it. */
export interface SelectionAnswer extends Selection {
  /** Ask again after this time, ms. */
  readonly againMs: number;
  readonly watermark: number | null;
  readonly now: number;
}

/** The posts of the same hours some days before, in the range's own steps: start as in that range. */
export interface Before {
  readonly state: Selection["state"];
  readonly step: number;
  readonly rows: readonly MinuteRow[];
}

/** Posts of one of the newest minutes in a language: the pace of now, whatever the range's steps are. */
export type MinuteRow = readonly [start: number, lang: string, posts: number];

/** Changes of the windows of one step length. */
export interface WindowsChanged {
  readonly now: number;
  readonly watermark: number | null;
  readonly rows: readonly WindowRow[];
  /** Steps and languages that no longer have posts. */
  readonly gone: readonly (readonly [start: number, lang: string])[];
  readonly minutes: readonly MinuteRow[];
}

/** A server-sent event; `type` is its name. */
export type PushedEvent =
  | { readonly type: "windows"; readonly step: number; readonly data: WindowsChanged }
  | { readonly type: "health"; readonly data: Health }
  | { readonly type: "gaps"; readonly data: readonly Gap[] }
  | { readonly type: "rising"; readonly range: LiveRangeName; readonly data: Rising }
  /** The page must fetch its snapshot again: it missed events that are no longer kept. */
  | { readonly type: "reset"; readonly data: null };
