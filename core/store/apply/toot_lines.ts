import { Buffer } from "node:buffer";
import type { Post } from "../../toot/post.ts";
import type { IncomingRecord } from "./batch.ts";
import type { Insert } from "./plan.ts";
import { copyText, textArray, timestamp } from "./text_format.ts";

/**
 * The statement whose lines {@linkcode tootLines} writes: in the order of a record's fields, so that it can be read and
 * written in one pass (`line_scanner.ts`). The last two columns are what only the transaction knows.
 */
export const COPY_TOOTS = `
  copy masto.toots_raw (
    id, status_id, created_at, username, user_id, lang, content_html, content_txt, hashtags, favourites, reblogs,
    uri, url, instance, edited_at, in_reply_to_id, sensitive, spoiler_text, bot, received_at,
    content_len, late, content_version
  ) from stdin`;

/** Room for the end of a line. */
const END = 16;
/** The end of nearly every line: the first version of a post, on time or late. */
const ENDS = [Buffer.from("\tf\t1\n"), Buffer.from("\tt\t1\n")] as const;

const encoder = new TextEncoder();

/**
 * The known part of the line of each record that is a post. That is half the work of storing it, and it can be done
 * while the database is busy with the batch before.
 */
export function knownLines(
  records: readonly Pick<IncomingRecord, "parsed" | "value">[],
): (Uint8Array | undefined)[] {
  let size = 0;
  for (const { value } of records) size += value?.byteLength ?? 0;
  // JSON with its names is longer than a line in all but the oddest cases, which get bytes of their own.
  const bytes = new Uint8Array(size);
  let at = 0;
  return records.map(({ parsed }) => {
    if (parsed.type !== "post") return undefined;
    const text = knownPart(parsed.post);
    const { read, written } = encoder.encodeInto(text, bytes.subarray(at));
    if (read < text.length) return encoder.encode(text);
    at += written;
    return bytes.subarray(at - written, at);
  });
}

/** The lines of new posts. */
export function tootLines(inserts: readonly Insert[]): Buffer {
  const known = inserts.map(({ line, post }) => line ?? encoder.encode(knownPart(post)));
  const lines = Buffer.allocUnsafe(
    known.reduce((size, { byteLength }) => size + byteLength + END, 0),
  );
  let at = 0;
  inserts.forEach(({ late, contentVersion }, place) => {
    const part = known[place]!;
    lines.set(part, at);
    at += part.byteLength;
    const end = contentVersion === 1 ? ENDS[late ? 1 : 0] : undefined;
    const rest = end ?? encoder.encode(`\t${late ? "t" : "f"}\t${contentVersion}\n`);
    lines.set(rest, at);
    at += rest.byteLength;
  });
  return lines.subarray(0, at);
}

function knownPart(post: Post): string {
  return `${post.id}\t${copyText(post.statusId)}\t${timestamp(post.createdAt)}\t${
    copyText(post.username)
  }\t${copyText(post.userId)}\t${copyText(post.lang)}\t${copyText(post.contentHtml)}\t${
    copyText(post.content)
  }\t${copyText(textArray(post.hashtags))}\t${post.favourites}\t${post.reblogs}\t${
    copyText(post.uri)
  }\t${copyText(post.url)}\t${copyText(post.instance)}\t${
    post.editedAt === null ? "\\N" : timestamp(post.editedAt)
  }\t${copyText(post.inReplyToId)}\t${post.sensitive ? "t" : "f"}\t${copyText(post.spoilerText)}\t${
    post.bot ? "t" : "f"
  }\t${post.receivedAt === null ? "\\N" : timestamp(post.receivedAt)}\t${post.contentLength}`;
}
