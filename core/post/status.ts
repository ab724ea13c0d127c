/**
 * What Trunkline reads of a Mastodon status (`GET /api/v1/statuses/:id`, and the payload of `update`), typed.
 *
 * Servers differ: Mastodon, GoToSocial (ULIDs as ids), Pleroma, Akkoma and Firefish leave fields out or set them null.
 */
export interface Status {
  readonly id: string;
  /** ActivityPub id. */
  readonly uri?: string;
  readonly url: string | null;
  /** ISO 8601 in UTC, to the millisecond, as `toISOString()` writes it. */
  readonly createdAt: string;
  /** The same; null for an edit without a time. */
  readonly editedAt: string | null;
  /** `public`, `unlisted`, `private`, `direct`; `""` where the server says none. */
  readonly visibility: string;
  readonly language: string | null;
  /** HTML. */
  readonly content: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly inReplyToId: string | null;
  /** Without `#`. */
  readonly tags: readonly string[];
  readonly favourites: number;
  readonly reblogs: number;
  /** Pictures, videos and sound files; absent where the server does not list them. */
  readonly attachments?: AttachmentCounts;
  /** The options of its poll, plain text, one a line; absent without a poll. */
  readonly pollText?: string;
  /**
   * Visible to users of its own server only (GoToSocial, glitch-soc, Hometown), although its visibility is `public`.
   */
  readonly isLocalOnly: boolean;
  /** It repeats another post. */
  readonly isBoost: boolean;
  /** It quotes another post with its author's consent, so the server shows the quoted post with it. */
  readonly showsQuote: boolean;
  readonly account: Account;
}

/** How many attachments there are, and how many of them have a description (alternative text). */
export interface AttachmentCounts {
  readonly all: number;
  readonly described: number;
}

/** The author, as far as consent and the record need to know. */
export interface Account {
  readonly id: string;
  /** `name`, or `name@host` for a remote account. */
  readonly acct: string;
  readonly uri?: string;
  readonly url?: string;
  /** The bio, HTML. */
  readonly note: string;
  /** Plain text. */
  readonly displayName: string;
  /** The table of the profile: names are plain text, values HTML. */
  readonly fields: readonly ProfileField[];
  readonly bot: boolean;
  /** Absent on servers that do not know it (before Mastodon 4.2, and all others). */
  readonly noindex?: boolean;
  readonly indexable?: boolean;
}

export interface ProfileField {
  readonly name: string;
  readonly value: string;
}
