import { Buffer } from "node:buffer";
import { NAME_MAX, parseRecord, type RecordBounds } from "../../post/parse_record.ts";
import type { Post } from "../../post/post.ts";
import type { RawRecord } from "../batch.ts";
import type { TupleScanner } from "./tuple_scanner.ts";

/** The names of the block that is being scanned, back to back. */
let names = Buffer.alloc(0);
/** Names of a post: status id and username. */
const NAMES = 2;

/**
 * The results of scanning consecutive records, one array for each field: an object for each post of a backlog would keep
 * the garbage collector busy.
 */
export class ScannedBlock {
  readonly raws: RawRecord[] = [];
  /** Row ids. */
  readonly ids: string[] = [];
  readonly statusIds: string[] = [];
  readonly instances: string[] = [];
  readonly usernames: string[] = [];
  readonly languages: string[] = [];
  /** Ms since 1970. */
  readonly createdAt: Float64Array;
  /** NaN for a first version. */
  readonly editedAt: Float64Array;
  /** NaN where nobody says. */
  readonly receivedAt: Float64Array;
  /** Unicode code points of the text. */
  readonly contentLength: Int32Array;
  readonly favourites: Int32Array;
  readonly reblogs: Int32Array;
  /** 1 where the event was an edit. */
  readonly edits: Uint8Array;
  /** Row ids that are no status ids, by index. */
  readonly #rowIds = new Map<number, string>();
  /** Usernames that are not ASCII, by index. */
  readonly #usernames = new Map<number, string>();
  #tuples = new Uint8Array();
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Where each name ends in {@linkcode names}. */
  readonly #nameEnds: Int32Array;
  readonly #bounds: RecordBounds;
  #names = 0;

  /** For up to `most` records. */
  constructor(most: number, bounds: RecordBounds) {
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
    this.#bounds = bounds;
    const bytes = most * NAMES * NAME_MAX;
    if (names.byteLength < bytes) names = Buffer.allocUnsafeSlow(bytes);
  }

  /** Adds the record that was just scanned; returns its index. */
  add(raw: RawRecord, scanned: TupleScanner): number {
    const place = this.raws.length;
    this.raws.push(raw);
    this.createdAt[place] = scanned.createdAt;
    this.editedAt[place] = scanned.editedAt ?? NaN;
    this.receivedAt[place] = scanned.receivedAt ?? NaN;
    this.contentLength[place] = scanned.contentLength;
    this.favourites[place] = scanned.favourites;
    this.reblogs[place] = scanned.reblogs;
    this.edits[place] = scanned.isEdit ? 1 : 0;
    this.#starts[place] = scanned.start;
    this.#ends[place] = scanned.end;
    this.languages.push(scanned.language);
    this.instances.push(scanned.instance);
    if (scanned.rowId !== null) {
      this.#rowIds.set(place, scanned.rowId);
      this.statusIds[place] = scanned.statusId;
    }
    if (!scanned.isPlainName) this.#usernames.set(place, scanned.username);
    const at = this.#names === 0 ? 0 : this.#nameEnds[this.#names - 1]!;
    const [statusIdEnd, usernameEnd] = scanned.putNames(names, at);
    this.#nameEnds[this.#names++] = statusIdEnd;
    this.#nameEnds[this.#names++] = usernameEnd;
    return place;
  }

  /**
   * Call it when all records are added, with their tuples. Most names are ASCII, so one text is decoded for all of them and cut
   * into names.
   */
  finish(tuples: Uint8Array): void {
    this.#tuples = tuples.slice();
    const count = this.#names;
    const text = names.toString("latin1", 0, count === 0 ? 0 : this.#nameEnds[count - 1]);
    let at = 0;
    for (let place = 0; place < this.raws.length; place++) {
      const id = text.slice(at, at = this.#nameEnds[NAMES * place]!);
      const username = text.slice(at, at = this.#nameEnds[NAMES * place + 1]!);
      this.ids.push(this.#rowIds.get(place) ?? id);
      this.statusIds[place] ??= id;
      this.usernames.push(this.#usernames.get(place) ?? username);
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
}
