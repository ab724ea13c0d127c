import { Buffer } from "node:buffer";
import {
  MAX_BYTES,
  type ParsedRecord,
  parseRecord,
  parseRecords,
  type RecordBounds,
} from "../../toot/parse_record.ts";
import type { Post } from "../../toot/post.ts";
import { type Names, ScannedPost, type ScannedTuple } from "./scanned_post.ts";
import { TupleScanner } from "./tuple_scanner.ts";

type Value = Uint8Array | null;

/**
 * Reads records for a batch that will be copied into the tables. Those that our own producer wrote become tuples as
 * they are, with a fifth of the work; the others are read field by field.
 */
export function readRecords(values: readonly Value[], bounds: RecordBounds): ParsedRecord[] {
  const size = values.reduce((sum, value) => sum + (value?.byteLength ?? 0), 0);
  const tuples = Buffer.allocUnsafeSlow(size);
  const scanner = new TupleScanner(tuples);
  const scanned = values.map((value) => {
    const fits = value !== null && value.byteLength <= (bounds.maxBytes ?? MAX_BYTES);
    return fits ? scanner.scan(value) : undefined;
  });
  const nextNames = namesOf(scanned, tuples);
  const read = (value: Uint8Array) => wholePost(value, bounds);
  const records = scanned.map((tuple, place) =>
    tuple && new ScannedPost(nextNames(tuple), tuple, { tuples, record: values[place]!, read })
  );
  return withOdd(records, values, bounds);
}

/**
 * Gives the names of one tuple after the other. A byte of them is a character: those of all are decoded as one text,
 * which each is cut out of.
 */
function namesOf(
  scanned: readonly (ScannedTuple | undefined)[],
  tuples: Uint8Array,
): (tuple: ScannedTuple) => Names {
  const bytes = Buffer.allocUnsafe(scanned.reduce((sum, tuple) => sum + lengthOfNames(tuple), 0));
  let end = 0;
  const put = (from: number, to: number) => {
    for (let at = from; at < to; at++) bytes[end++] = tuples[at]!;
  };
  for (const tuple of scanned) {
    if (tuple === undefined) continue;
    put(tuple.idStart, tuple.idEnd);
    put(tuple.usernameStart, tuple.usernameEnd);
    put(tuple.languageStart, tuple.languageEnd);
    put(tuple.instanceStart, tuple.instanceEnd);
  }
  const text = bytes.toString("latin1");
  let at = 0;
  const cut = (from: number, to: number) => text.slice(at, at += to - from);
  let last = "";
  return (tuple) => {
    const id = cut(tuple.idStart, tuple.idEnd);
    const username = cut(tuple.usernameStart, tuple.usernameEnd);
    const lang = cut(tuple.languageStart, tuple.languageEnd);
    const instance = cut(tuple.instanceStart, tuple.instanceEnd);
    // All are of one server, mostly: one text for all of them.
    if (instance !== last) last = instance;
    return { id, instance: last, username, lang };
  };
}

function lengthOfNames(tuple: ScannedTuple | undefined): number {
  if (tuple === undefined) return 0;
  return tuple.idEnd - tuple.idStart + tuple.usernameEnd - tuple.usernameStart +
    tuple.languageEnd - tuple.languageStart + tuple.instanceEnd - tuple.instanceStart;
}

/** The records, with those that the scanner found odd. */
function withOdd(
  records: readonly (ParsedRecord | undefined)[],
  values: readonly Value[],
  bounds: RecordBounds,
): ParsedRecord[] {
  const odd = values.filter((_, place) => records[place] === undefined);
  const parsed = parseRecords(odd, bounds);
  let next = 0;
  return records.map((record) => record ?? parsed[next++]!);
}

/** The post of a record that has been read as one. */
function wholePost(value: Uint8Array, bounds: RecordBounds): Post {
  const parsed = parseRecord(value, bounds);
  if (parsed.type === "post") return parsed.post;
  throw new Error(`Cannot read a record again: it was a post, and is ${parsed.type} now`);
}
