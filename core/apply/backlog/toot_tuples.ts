import type { Post } from "../../post/post.ts";
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
  putSafeInteger,
  putTime,
} from "./binary_copy.ts";
import { COLUMNS } from "./copy_toots.ts";
import type { Insert } from "../plan.ts";
import { ScannedPost } from "./scanned_post.ts";

/** Bytes of its last two columns. */
const END = 13;
/** Bytes of a piece of the data: what a processor keeps near. */
const PIECE = 128 << 10;
const encoder = new TextEncoder();

/** The data of COPY for new posts, in pieces, of which each is made when it is asked for. */
export function* tootTuples(inserts: readonly Insert[]): Generator<Uint8Array> {
  let piece = new Uint8Array(PIECE);
  piece.set(COPY_HEADER);
  let at = COPY_HEADER.length;
  for (const { post, late, contentVersion } of inserts) {
    // A scanned post has its tuple already, written while the database was busy with the batch before.
    const tuple = post instanceof ScannedPost ? post.tuple : tupleOf(post);
    const size = tuple.byteLength + END;
    if (at + size > piece.length) {
      yield piece.subarray(0, at);
      piece = new Uint8Array(Math.max(PIECE, size));
      at = 0;
    }
    piece.set(tuple, at);
    at = putBoolean(piece, at + tuple.byteLength, late);
    at = putInt(piece, at, contentVersion);
  }
  yield piece.subarray(0, at);
  yield COPY_TRAILER;
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
  at = putBoolean(to, at, post.isEdit);
  at = putSafeInteger(to, at, post.recordedAt);
  at = putSafeInteger(to, at, post.recordedOffset);
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
