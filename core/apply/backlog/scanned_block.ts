import { Buffer } from "node:buffer";
import { parseRecord, type RecordBounds } from "../../post/parse_record.ts";
import type { Post } from "../../post/post.ts";
import type { RawRecord } from "../batch.ts";
import type { TupleScanner } from "./tuple_scanner.ts";

/** The names of the block that is being scanned, back to back. */
let names = Buffer.alloc(0);
/** Names of a post: id, username, language, instance. */
const NAMES = 4;

/**
 * The results of scanning consecutive records, one array for each field: an object for each post of a backlog would keep
 * the garbage collector busy.
 */
export class ScannedBlock {
  readonly raws: RawRecord[] = [];
  readonly ids: string[] = [];
  readonly instances: string[] = [];
  readonly usernames: string[] = [];
  readonly languages: string[] = [];
  /** Ms since 1970. */
  readonly createdAt: Float64Array;
  /** NaN for a first version. */
  readonly editedAt: Float64Array;
  readonly receivedAt: Float64Array;
  /** Unicode code points of the text. */
  readonly contentLength: Int32Array;
  readonly favourites: Int32Array;
  readonly reblogs: Int32Array;
  /** 1 where the event was an edit. */
  readonly edits: Uint8Array;
  readonly #tuples: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Where each name ends in {@linkcode names}. */
  readonly #nameEnds: Int32Array;
  readonly #bounds: RecordBounds;
  #names = 0;

  /** For up to `most` records, whose tuples lie in `tuples`. */
  constructor(most: number, tuples: Uint8Array, bounds: RecordBounds) {
    this.createdAt = new Float64Array(most);
    this.editedAt = new Float64Array(most);
    this.receivedAt = new Float64Array(most);
    this.contentLength = new Int32Array(most);
    this.favourites = new Int32Array(most);
    this.reblogs = new Int32Array(most);
    this.edits = new Uint8Array(most);
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
    this.#nameEnds = new Int32Array(NAMES * most);
    this.#tuples = tuples;
    this.#bounds = bounds;
    if (names.byteLength < tuples.byteLength) names = Buffer.allocUnsafeSlow(tuples.byteLength);
  }

  /** Adds the record that was just scanned; returns its index. */
  add(raw: RawRecord, scanned: TupleScanner): number {
    const place = this.raws.length;
    this.raws.push(raw);
    this.createdAt[place] = scanned.createdAt;
    this.editedAt[place] = scanned.editedAt ?? NaN;
    this.receivedAt[place] = scanned.receivedAt;
    this.contentLength[place] = scanned.contentLength;
    this.favourites[place] = scanned.favourites;
    this.reblogs[place] = scanned.reblogs;
    this.edits[place] = scanned.isEdit ? 1 : 0;
    this.#starts[place] = scanned.start;
    this.#ends[place] = scanned.end;
    this.#putName(scanned.idStart, scanned.idEnd);
    this.#putName(scanned.usernameStart, scanned.usernameEnd);
    this.#putName(scanned.languageStart, scanned.languageEnd);
    this.#putName(scanned.instanceStart, scanned.instanceEnd);
    return place;
  }

  /** Call it when all records are added. Names are ASCII, so one text is decoded for all of them and cut into names. */
  readNames(): void {
    const count = this.#names;
    const text = names.toString("latin1", 0, count === 0 ? 0 : this.#nameEnds[count - 1]);
    let at = 0;
    let next = 0;
    const cut = () => text.slice(at, at = this.#nameEnds[next++]!);
    let last = "";
    while (next < count) {
      this.ids.push(cut());
      this.usernames.push(cut());
      this.languages.push(cut());
      const instance = cut();
      // Mostly all are of one server: they share one string.
      if (instance !== last) last = instance;
      this.instances.push(last);
    }
  }

  /** The columns of a tuple that come from the record. */
  tuple(place: number): Uint8Array {
    const start = this.#starts[place]!;
    const { buffer, byteOffset } = this.#tuples;
    return new Uint8Array(buffer, byteOffset + start, this.#ends[place]! - start);
  }

  /** Parses a whole record. */
  read(place: number): Post {
    const raw = this.raws[place]!;
    const parsed = parseRecord(raw.value, this.#bounds, raw);
    if (parsed.type === "post") return parsed.post;
    throw new Error(`Cannot read a record again: it was a post, and is ${parsed.type} now`);
  }

  #putName(start: number, end: number): void {
    let to = this.#names === 0 ? 0 : this.#nameEnds[this.#names - 1]!;
    for (let at = start; at < end; at++) names[to++] = this.#tuples[at]!;
    this.#nameEnds[this.#names++] = to;
  }
}
