import { Buffer } from "node:buffer";
import type { Post } from "../../toot/post.ts";
import type { IncomingRecord } from "./batch.ts";
import type { Insert } from "./plan.ts";
import { copyText, textArray, timestamp } from "./text_format.ts";

/** The statement whose lines {@linkcode tootLines} writes. The last two columns are what only the transaction knows. */
export const COPY_TOOTS = `
  copy masto.toots_raw (
    id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites, reblogs,
    instance, status_id, uri, url, edited_at, in_reply_to_id, sensitive, bot, spoiler_text, received_at,
    content_len, late, content_version
  ) from stdin`;

/** Bytes to a chunk, about: the server reads one chunk while the next is written. */
const CHUNK = 128 << 10;
/** Room for the end of a line. */
const END = 16;

const encoder = new TextEncoder();

/**
 * Writes the known part of the lines of posts into the records. That is half the work of storing a post, and it can be
 * done while the database is busy with the batch before.
 */
export function prepareLines(records: readonly IncomingRecord[]): IncomingRecord[] {
  let size = 0;
  for (const { value } of records) size += value?.byteLength ?? 0;
  // JSON with its names is longer than a line in all but the oddest cases, which get bytes of their own.
  const bytes = new Uint8Array(size);
  let at = 0;
  return records.map((record) => {
    if (record.parsed.type !== "post") return record;
    const text = knownPart(record.parsed.post);
    const { read, written } = encoder.encodeInto(text, bytes.subarray(at));
    if (read < text.length) return { ...record, line: encoder.encode(text) };
    at += written;
    return { ...record, line: bytes.subarray(at - written, at) };
  });
}

/** The lines of new posts, in chunks. */
export function* tootLines(inserts: readonly Insert[]): Generator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let at = 0;
  for (const { post, late, contentVersion, line } of inserts) {
    const known = line ?? encoder.encode(knownPart(post));
    if (at + known.byteLength + END > chunk.byteLength) {
      if (at > 0) yield chunk.subarray(0, at);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, known.byteLength + END));
      at = 0;
    }
    chunk.set(known, at);
    at += known.byteLength;
    at += chunk.write(late ? "\tt\t" : "\tf\t", at, "latin1");
    at += chunk.write(`${contentVersion}\n`, at, "latin1");
  }
  if (at > 0) yield chunk.subarray(0, at);
}

function knownPart(post: Post): string {
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
  }\t${post.contentLength}`;
}
