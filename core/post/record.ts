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
  /** ISO 8601; when the producer read the event (ingest time). */
  readonly received_at?: string;
}

/** A post that its author or its server deleted, for good: ids are never reused. */
export interface DeleteRecord {
  readonly event: "delete";
  readonly id: string;
  readonly instance: string;
  readonly received_at: string;
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
