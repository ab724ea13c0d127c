import { htmlToText } from "./html_to_text.ts";
import { foldLanguage } from "./language_tag.ts";
import type { PostRecord } from "./record.ts";
import type { Status } from "./status.ts";

/** What a record holds besides the status. */
export interface Reading {
  readonly event: "update" | "status.update";
  /** Host of the server that the stream was read from. */
  readonly instance: string;
  /** ISO 8601; when the event was read. */
  readonly receivedAt: string;
}

/** The record of a status. Its first ten fields are those of the replaced producer, in its order. */
export function postRecord(
  status: Status,
  { event, instance, receivedAt }: Reading,
): PostRecord & { readonly instance: string } {
  return {
    id: status.id,
    created_at: status.createdAt,
    username: status.account.acct,
    user_id: status.account.id,
    language: foldLanguage(status.language),
    content_html: status.content,
    content: htmlToText(status.content, { withQuote: status.showsQuote }),
    hashtags: status.tags,
    favourites: status.favourites,
    reblogs: status.reblogs,
    event,
    ...(status.uri !== undefined && { uri: status.uri }),
    url: status.url,
    instance,
    edited_at: status.editedAt,
    in_reply_to_id: status.inReplyToId,
    sensitive: status.sensitive,
    spoiler_text: status.spoilerText,
    bot: status.account.bot,
    attachment_count: status.attachments?.all ?? null,
    described_count: status.attachments?.described ?? null,
    poll_text: status.pollText ?? null,
    received_at: receivedAt,
  };
}

/** Only the ten fields that consumers of the replaced producer know (`PRODUCE_COMPAT=ten-fields`). */
export function tenFields(record: PostRecord): PostRecord {
  const {
    id,
    created_at,
    username,
    user_id,
    language,
    content_html,
    content,
    hashtags,
    favourites,
    reblogs,
  } = record;
  return {
    id,
    created_at,
    username,
    user_id,
    language,
    content_html,
    content,
    hashtags,
    favourites,
    reblogs,
  };
}
