import {
  type Column,
  type ColumnKind,
  POST_COLUMNS,
  STORING_COLUMNS,
} from "../../post/post_columns.ts";
import { type Post, POST_KEYS } from "../../post/post.ts";
import type { Insert } from "../plan.ts";
import { COLUMN_COUNT } from "../post_statements.ts";
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
import { ScannedPost } from "./scanned_post.ts";

/** Bytes of a column before the texts in it, at most: the length and the head of an array. */
const COLUMN_BYTES_MAX = 24;
const STORING_BYTES_MAX = COLUMN_BYTES_MAX * Object.keys(STORING_COLUMNS).length;
/** Bytes of a piece of the data: they stay in a processor's cache. */
const PIECE_BYTES = 128 << 10;
/** UTF-8 has up to three bytes for a UTF-16 unit. */
const UTF8_BYTES_MAX = 3;
const encoder = new TextEncoder();

/** The data of COPY for new posts, in pieces; each is made when it is asked for. */
export function* tootTuples(inserts: readonly Insert[]): Generator<Uint8Array> {
  let piece = new Uint8Array(PIECE_BYTES);
  piece.set(COPY_HEADER);
  let at = COPY_HEADER.length;
  for (const { post, late, contentVersion } of inserts) {
    // The tuple of a scanned post was written while the database was busy with the batch before.
    const tuple = post instanceof ScannedPost ? post.tuple : tupleOf(post);
    const size = tuple.byteLength + STORING_BYTES_MAX;
    if (at + size > piece.length) {
      yield piece.subarray(0, at);
      piece = new Uint8Array(Math.max(PIECE_BYTES, size));
      at = 0;
    }
    piece.set(tuple, at);
    at = putValue(piece, at + tuple.byteLength, STORING_COLUMNS.late, late);
    at = putValue(piece, at, STORING_COLUMNS.contentVersion, contentVersion);
  }
  yield piece.subarray(0, at);
  yield COPY_TRAILER;
}

/** The part of a post's tuple that its record says: all but the columns of `STORING_COLUMNS`. */
export function tupleOf(post: Post): Uint8Array {
  const to = new Uint8Array(bytesMax(post));
  let at = putInt16(to, 0, COLUMN_COUNT);
  for (const key of POST_KEYS) at = putValue(to, at, POST_COLUMNS[key], post[key]);
  // A view would keep the room behind it in memory too.
  return to.slice(0, at);
}

type Value = Post[keyof Post];

function putValue(to: Uint8Array, at: number, { kind }: Column<Value>, value: Value): number {
  if (value === null) return putNull(to, at);
  switch (typeof value) {
    case "string":
      return kind === "id" ? putId(to, at, value) : putText(to, at, value);
    case "number":
      return putNumber(to, at, kind, value);
    case "boolean":
      return putBoolean(to, at, value);
    default:
      return putTexts(to, at, value);
  }
}

function putNumber(to: Uint8Array, at: number, kind: ColumnKind, value: number): number {
  if (kind === "integer") return putInt(to, at, value);
  return kind === "time" ? putTime(to, at, value) : putSafeInteger(to, at, value);
}

function putId(to: Uint8Array, at: number, value: string): number {
  const id = BigInt(value);
  return putBigint(to, at, Number(id >> 32n), Number(id & 0xffff_ffffn));
}

function putText(to: Uint8Array, at: number, text: string): number {
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

/** A bound of the bytes of a tuple. */
function bytesMax(post: Post): number {
  let bytes = 2 + COLUMN_BYTES_MAX * COLUMN_COUNT;
  for (const key of POST_KEYS) {
    const value = post[key];
    if (typeof value === "string") bytes += UTF8_BYTES_MAX * value.length;
    else if (typeof value === "object" && value !== null) {
      for (const text of value) bytes += 4 + UTF8_BYTES_MAX * text.length;
    }
  }
  return bytes;
}
