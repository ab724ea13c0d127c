import type { Insert } from "./plan.ts";
import { copyText, textArray, timestamp } from "./text_format.ts";

/** The statement whose lines {@linkcode tootLines} writes. */
export const COPY_TOOTS = `
  copy masto.toots_raw (
    id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites, reblogs,
    instance, status_id, uri, url, edited_at, in_reply_to_id, sensitive, bot, spoiler_text, received_at,
    late, content_len, content_version
  ) from stdin`;

/** Lines to a chunk: the server reads one chunk while the next is written. */
const CHUNK = 256;

/** The lines of new posts, in chunks. */
export function* tootLines(inserts: readonly Insert[]): Generator<string> {
  let lines = "";
  for (let at = 0; at < inserts.length; at++) {
    lines += line(inserts[at]!);
    if (at % CHUNK === CHUNK - 1) {
      yield lines;
      lines = "";
    }
  }
  if (lines !== "") yield lines;
}

function line({ post, late, contentVersion }: Insert): string {
  return `${post.id}\t${timestamp(post.createdAt)}\t${copyText(post.username)}\t${
    copyText(post.userId)
  }\t${copyText(post.lang)}\t${copyText(post.content)}\t${copyText(post.contentHtml)}\t${
    copyText(textArray(post.hashtags))
  }\t${post.favourites}\t${post.reblogs}\t${copyText(post.instance)}\t${copyText(post.statusId)}\t${
    copyText(post.uri)
  }\t${copyText(post.url)}\t${post.editedAt === null ? "\\N" : timestamp(post.editedAt)}\t${
    copyText(post.inReplyToId)
  }\t${post.sensitive ? "t" : "f"}\t${post.bot ? "t" : "f"}\t${copyText(post.spoilerText)}\t${
    post.receivedAt === null ? "\\N" : timestamp(post.receivedAt)
  }\t${late ? "t" : "f"}\t${post.contentLength}\t${contentVersion}\n`;
}
