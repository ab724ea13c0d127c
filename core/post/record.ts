/**
 * The record: what one Mastodon event looks like on the topic `mastodon_stream`.
 *
 * The first ten fields are those of the replaced system's producer; a record with only these is valid.
 */

/** A post as it was published (`update`) or as it reads after an edit (`status.update`). */
export interface PostRecord {
  /** Absent in records of the replaced producer; means `update`. */
  readonly event?: "update" | "status.update";
  /** The status id as the server gave it: a snowflake on Mastodon, a ULID on GoToSocial. */
  readonly id: string;
  /** ISO 8601 with offset. Event time. */
  readonly created_at: string;
  /** `acct`: `name`, or `name@host` for a remote account. */
  readonly username: string;
  readonly user_id: string;
  /** BCP 47 tag; `und` where the server says none. */
  readonly language: string;
  readonly content_html: string;
  /** The text that a browser shows of it; a post that is quoted with consent is no part of it. */
  readonly content: string;
  /** Without `#`. */
  readonly hashtags: readonly string[];
  readonly favourites: number;
  readonly reblogs: number;

  /** ActivityPub id, the same on every server that shows the post. */
  readonly uri?: string;
  readonly url?: string | null;
  /** Host of the server that the stream was read from; absent means `DEFAULT_INSTANCE`. */
  readonly instance?: string;
  readonly edited_at?: string | null;
  readonly in_reply_to_id?: string | null;
  readonly sensitive?: boolean;
  readonly spoiler_text?: string;
  readonly bot?: boolean;
  /** Pictures, videos and sound files of the post; null or absent where the server or the producer does not say. */
  readonly attachment_count?: number | null;
  /** How many of these have a description (alternative text). */
  readonly described_count?: number | null;
  /** The options of its poll, one a line; null or absent without one. */
  readonly poll_text?: string | null;
  /** ISO 8601; when the producer read the event (ingest time). */
  readonly received_at?: string;
  /** The stream did not bring it; it was read later by REST. It is late for no window. */
  readonly backfilled?: true;
}

/** A delete names no longer `uri`, so that it stays small whatever a server sends. In UTF-16 code units. */
export const DELETE_URI_MAX = 500;

/** A post that its author or its server deleted, for good: ids are never reused. */
export interface DeleteRecord {
  readonly event: "delete";
  readonly id: string;
  readonly instance: string;
  readonly received_at: string;
  /**
   * `all`: deleted by its author, as far as the server says. `own`: this server has its copy no longer, which says nothing of
   * other servers' copies. Absent in records of before: `all`. Both take back the post of this `instance`.
   */
  readonly scope?: "all" | "own";
  /**
   * ActivityPub id of the post, where its producer knows it: it is among the last posts that it wrote. Servers delete by their
   * own id alone, and a refused edit names no author whose posts were never written.
   */
  readonly uri?: string;
}

/**
 * Withdraws a post after a refused edit; a later edit that is admitted brings the post back. Readers that know only
 * deletes read it as one.
 */
export interface WithdrawalRecord extends DeleteRecord {
  /**
   * What refused the edit: consent (the author or the server), or one of our filters; a size limit counts as a
   * filter.
   */
  readonly reason: "consent" | "filter";
  /** ISO 8601 with offset: the refused version, withdrawn with all before it; null for the first version. */
  readonly edited_at: string | null;
}

/**
 * A control event: what of a stream was read from when to when. Each partition of the topic gets a copy, behind the
 * records that it is about. It says nothing about a post; other consumers may skip it.
 */
export interface CoverageRecord {
  readonly event: "coverage";
  /** The same in all copies, and in no other event. */
  readonly key: string;
  readonly instance: string;
  /** As `MASTODON_STREAM` writes it. */
  readonly stream: string;
  /**
   * `live`: read from the stream. `filled`: read by REST after an interruption. `incomplete`: an interruption that
   * could not be filled, in full or in part. `lost`: the server has lost events of it on an open connection; an audit has
   * found them, and it was read again, all of it unless some are `unverified`. `ended`: the producer that
   * read the stream reads it no longer.
   */
  readonly state: "live" | "filled" | "incomplete" | "lost" | "ended";
  /** ISO 8601, `[from, to)`. */
  readonly from: string;
  readonly to: string;
  /** The others stand in `filled`, `incomplete` and `lost` only: why the stream was away, … */
  readonly why?: string;
  /** … how many posts were read by REST, … */
  readonly posts?: number;
  /** … how many stored posts were looked up again for edits and deletes, … */
  readonly rechecked?: number;
  /** … how many could not be verified, … */
  readonly unverified?: number;
  /** … and how many of those that an earlier event of the stretch counted as unverified are looked up since. */
  readonly verified?: number;
  /** Which copy it is, and of how many; added when it is sent. */
  readonly partition?: number;
  readonly partitions?: number;
}

export type TootRecord = PostRecord | DeleteRecord | WithdrawalRecord;

/** The Kafka key of a record: a post, its edits and its deletion share one partition and stay in order. */
export function recordKey(record: { readonly instance: string; readonly id: string }): string {
  return `${record.instance}/${record.id}`;
}

/**
 * Kafka header `schema` of every record that Trunkline writes. 1: the text counts white space of the HTML source, and
 * says formulas twice. 2: it is what a browser shows.
 */
export const RECORD_SCHEMA = "2";

/** The consumer makes the text of our records with this schema anew from the HTML; other producers' texts stay. */
export const SCHEMA_OF_SOURCE_TEXT = 1;
