import { Buffer } from "node:buffer";
import type { Post } from "../../toot/post.ts";
import {
  COPY_HEADER,
  COPY_TRAILER,
  putArrayHead,
  putBigint,
  putBoolean,
  putInt,
  putInt16,
  putInt32,
  putNull,
  putTime,
} from "./binary_copy.ts";
import type { Insert } from "./plan.ts";
import { ScannedPost } from "./scanned_post.ts";

/**
 * The statement whose data {@linkcode tootTuples} makes: in the order of a record's fields, so that it can be read and
 * written in one pass (`tuple_scanner.ts`). The last two columns are what only the transaction knows.
 */
export const COPY_TOOTS = `
  copy masto.toots_raw (
    id, status_id, created_at, username, user_id, lang, content_html, content_txt, hashtags, favourites, reblogs,
    uri, url, instance, edited_at, in_reply_to_id, sensitive, spoiler_text, bot, received_at,
    content_len, late, content_version
  ) from stdin (format binary)`;

/** What a tuple begins with. */
export const COLUMNS = 23;
/** Bytes of its last two columns. */
const END = 13;
const encoder = new TextEncoder();

/** The data of COPY for new posts. */
export function tootTuples(inserts: readonly Insert[]): Buffer {
  // A scanned post has its tuple already, written while the database was busy with the batch before.
  const made = inserts.map(({ post }) => post instanceof ScannedPost ? undefined : tupleOf(post));
  const size = inserts.reduce((sum, { post }, place) => {
    const known = post instanceof ScannedPost ? post.tupleEnd - post.tupleStart : 0;
    return sum + known + (made[place]?.byteLength ?? 0) + END;
  }, 0);
  const data = Buffer.allocUnsafe(COPY_HEADER.length + size + COPY_TRAILER.length);
  data.set(COPY_HEADER);
  let at = COPY_HEADER.length;
  inserts.forEach(({ post, late, contentVersion }, place) => {
    const tuple = post instanceof ScannedPost
      ? post.tuples.subarray(post.tupleStart, post.tupleEnd)
      : made[place]!;
    data.set(tuple, at);
    at = putBoolean(data, at + tuple.byteLength, late);
    at = putInt(data, at, contentVersion);
  });
  data.set(COPY_TRAILER, at);
  return data;
}

/** The part of a post's tuple that its record says. */
export function tupleOf(post: Post): Uint8Array {
  const to = new Uint8Array(sizeAtMost(post));
  let at = putInt16(to, 0, COLUMNS);
  const id = BigInt(post.id);
  at = putBigint(to, at, Number(id >> 32n), Number(id & 0xffff_ffffn));
  at = putText(to, at, post.statusId);
  at = putTime(to, at, post.createdAt);
  at = putText(to, at, post.username);
  at = putText(to, at, post.userId);
  at = putText(to, at, post.lang);
  at = putText(to, at, post.contentHtml);
  at = putText(to, at, post.content);
  at = putTexts(to, at, post.hashtags);
  at = putInt(to, at, post.favourites);
  at = putInt(to, at, post.reblogs);
  at = putText(to, at, post.uri);
  at = putText(to, at, post.url);
  at = putText(to, at, post.instance);
  at = post.editedAt === null ? putNull(to, at) : putTime(to, at, post.editedAt);
  at = putText(to, at, post.inReplyToId);
  at = putBoolean(to, at, post.sensitive);
  at = putText(to, at, post.spoilerText);
  at = putBoolean(to, at, post.bot);
  at = post.receivedAt === null ? putNull(to, at) : putTime(to, at, post.receivedAt);
  at = putInt(to, at, post.contentLength);
  // The room beside it would stay as long as it does.
  return to.slice(0, at);
}

function putText(to: Uint8Array, at: number, text: string | null): number {
  if (text === null) return putNull(to, at);
  const { written } = encoder.encodeInto(text, to.subarray(at + 4));
  putInt32(to, at, written);
  return at + 4 + written;
}

function putTexts(to: Uint8Array, at: number, texts: readonly string[]): number {
  let end = putArrayHead(to, at + 4, texts.length);
  for (const text of texts) end = putText(to, end, text);
  putInt32(to, at, end - at - 4);
  return end;
}

/** UTF-8 has up to three bytes for a unit of a text. */
function sizeAtMost(post: Post): number {
  const texts = [
    post.statusId,
    post.username,
    post.userId,
    post.lang,
    post.contentHtml,
    post.content,
    post.uri ?? "",
    post.url ?? "",
    post.instance,
    post.inReplyToId ?? "",
    post.spoilerText,
    ...post.hashtags,
  ];
  return texts.reduce((sum, { length }) => sum + 3 * length + 4, 8 * COLUMNS);
}
