import { Buffer } from "node:buffer";
import {
  MAX_BYTES,
  type ParsedRecord,
  parseRecord,
  parseRecords,
  type RecordBounds,
} from "../../toot/parse_record.ts";
import type { Post } from "../../toot/post.ts";
import { RecordedPost } from "../../toot/recorded_post.ts";
import { type ScannedTuple, TupleScanner } from "./tuple_scanner.ts";
import { knownTuples } from "./toot_tuples.ts";

/** A record as it is read for a big batch. */
export interface ReadRecord {
  readonly parsed: ParsedRecord;
  /** Of a post: what is known of its tuple of COPY. */
  readonly tuple: Uint8Array | undefined;
}

type Value = Uint8Array | null;

/**
 * Reads records for a batch that will be copied into the tables. Those that our own producer wrote become tuples as
 * they are, with a fifth of the work; the others are read field by field.
 */
export function readRecords(values: readonly Value[], bounds: RecordBounds): ReadRecord[] {
  const buffer = Buffer.allocUnsafeSlow(values.reduce((sum, v) => sum + (v?.byteLength ?? 0), 0));
  const scanner = new TupleScanner(buffer);
  const scanned = values.map((value) => {
    const fits = value !== null && value.byteLength <= (bounds.maxBytes ?? MAX_BYTES);
    return fits ? scanner.scan(value) : undefined;
  });
  const read = (value: Uint8Array) => wholePost(value, bounds);
  // Names are ASCII, so that a byte is a character, wherever they lie.
  const text = buffer.toString("latin1", 0, scanner.end);
  const records: (ReadRecord | undefined)[] = scanned.map((tuple, place) =>
    tuple === undefined ? undefined : {
      parsed: { type: "post", post: new RecordedPost(headOf(tuple, text), values[place]!, read) },
      tuple: buffer.subarray(tuple.start, tuple.end),
    }
  );
  return withOdd(records, values, bounds);
}

function headOf(tuple: ScannedTuple, text: string) {
  const id = text.slice(tuple.idStart, tuple.idEnd);
  return {
    id,
    statusId: id,
    instance: text.slice(tuple.instanceStart, tuple.instanceEnd),
    createdAt: tuple.createdAt,
    editedAt: tuple.editedAt,
    username: text.slice(tuple.usernameStart, tuple.usernameEnd),
    lang: text.slice(tuple.languageStart, tuple.languageEnd),
    contentLength: tuple.contentLength,
    favourites: tuple.favourites,
    reblogs: tuple.reblogs,
    receivedAt: tuple.receivedAt,
  };
}

/** The records, with those that the scanner found odd. */
function withOdd(
  records: readonly (ReadRecord | undefined)[],
  values: readonly Value[],
  bounds: RecordBounds,
): ReadRecord[] {
  const odd = values.filter((_, place) => records[place] === undefined);
  const parsed = parseRecords(odd, bounds);
  const tuples = knownTuples(odd.map((value, place) => ({ value, parsed: parsed[place]! })));
  let next = 0;
  return records.map((record) => {
    if (record !== undefined) return record;
    const place = next++;
    return { parsed: parsed[place]!, tuple: tuples[place] };
  });
}

/** The post of a record that has been read as one. */
function wholePost(value: Uint8Array, bounds: RecordBounds): Post {
  const parsed = parseRecord(value, bounds);
  if (parsed.type === "post") return parsed.post;
  throw new Error(`Cannot read a record again: it was a post, and is ${parsed.type} now`);
}
