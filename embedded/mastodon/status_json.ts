/** JSON of Mastodon 4.x entities as sent by REST and streaming (snake_case; `masto` renames the fields). */

export interface AccountJson {
  readonly id: string;
  readonly username: string;
  /** `name`, or `name@host` for a remote account. */
  readonly acct: string;
  readonly display_name: string;
  readonly locked: boolean;
  readonly bot: boolean;
  readonly discoverable: boolean | null;
  /** Absent before Mastodon 4.2. */
  readonly indexable?: boolean;
  readonly group: boolean;
  readonly created_at: string;
  readonly note: string;
  readonly url: string;
  readonly uri: string;
  readonly avatar: string;
  readonly avatar_static: string;
  readonly header: string;
  readonly header_static: string;
  readonly followers_count: number;
  readonly following_count: number;
  readonly statuses_count: number;
  /** A date without time. */
  readonly last_status_at: string | null;
  /** Only for the server's own accounts. */
  readonly noindex?: boolean;
  readonly emojis: readonly unknown[];
  readonly roles: readonly unknown[];
  readonly fields: readonly FieldJson[];
}

export interface FieldJson {
  readonly name: string;
  readonly value: string;
  readonly verified_at: string | null;
}

export interface MentionJson {
  readonly id: string;
  readonly username: string;
  readonly url: string;
  readonly acct: string;
}

export interface TagJson {
  readonly name: string;
  readonly url: string;
}

export interface MediaJson {
  readonly id: string;
  readonly type: "image" | "video" | "gifv" | "audio";
  readonly url: string;
  readonly preview_url: string;
  readonly remote_url: string | null;
  readonly preview_remote_url: string | null;
  readonly text_url: string | null;
  readonly meta: unknown;
  readonly description: string | null;
  readonly blurhash: string;
}

export interface PollJson {
  readonly id: string;
  readonly expires_at: string;
  readonly expired: boolean;
  readonly multiple: boolean;
  readonly votes_count: number;
  readonly voters_count: number;
  readonly options: readonly { readonly title: string; readonly votes_count: number }[];
  readonly emojis: readonly unknown[];
}

export type Visibility = "public" | "unlisted" | "private" | "direct";

export interface StatusJson {
  readonly id: string;
  readonly created_at: string;
  readonly in_reply_to_id: string | null;
  readonly in_reply_to_account_id: string | null;
  readonly sensitive: boolean;
  readonly spoiler_text: string;
  readonly visibility: Visibility;
  readonly language: string | null;
  readonly uri: string;
  readonly url: string | null;
  readonly replies_count: number;
  readonly reblogs_count: number;
  readonly favourites_count: number;
  readonly edited_at: string | null;
  readonly content: string;
  readonly reblog: StatusJson | null;
  readonly application?: { readonly name: string; readonly website: string | null };
  readonly account: AccountJson;
  readonly media_attachments: readonly MediaJson[];
  readonly mentions: readonly MentionJson[];
  readonly tags: readonly TagJson[];
  readonly emojis: readonly unknown[];
  readonly card: null;
  readonly poll: PollJson | null;
}
