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

/** A post that its author or its server took back, for good: an id is never given again. */
export interface DeleteRecord {
  readonly event: "delete";
  readonly id: string;
  readonly instance: string;
  readonly received_at: string;
}

/**
 * An edit that is not let through: the post is taken back, and a later edit that is let through brings it again.
 * Readers that know deletes only read one.
 */
export interface WithdrawalRecord extends DeleteRecord {
  /** What refused it: the author's or the server's word, or a filter of ours; a limit of size counts as a filter. */
  readonly reason: "consent" | "filter";
  /** ISO 8601 with offset: the version that was refused, and with it all before; null for the first. */
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

/** Of our records with this schema the text is made anew from the HTML; that of other producers stays theirs. */
export const SCHEMA_OF_SOURCE_TEXT = 1;
