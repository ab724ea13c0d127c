import { foldLanguage } from "../../post/language_tag.ts";
import { HASHTAGS_MAX, NAME_MAX, storableCount } from "../../post/parse_record.ts";
import { type Post, POST_KEYS } from "../../post/post.ts";
import { type Column, POST_COLUMNS, type Reading } from "../../post/post_columns.ts";
import { rowId } from "../../post/row_id.ts";
import { statusIdOf } from "../../post/status_id.ts";
import { isPlausible } from "../../windows/event_time.ts";
import type { RawRecord } from "../batch.ts";
import { COLUMN_COUNT } from "../post_statements.ts";
import {
  putBigint,
  putBoolean,
  putInt,
  putInt16,
  putInt32,
  putNull,
  putSafeInteger,
  putTime,
} from "./binary_copy.ts";
import { ascii, JsonBytes, NameTable } from "./json_bytes.ts";
import { instantIn } from "./plain_time.ts";

/** A column of a tuple. */
interface Step extends Column<Post[keyof Post]> {
  readonly key: keyof Post;
  /** How its field is read; undefined where no field holds it. */
  readonly reading: Reading | undefined;
}

const STEPS: readonly Step[] = POST_KEYS.map((key) => {
  const column: Column<Post[keyof Post]> = POST_COLUMNS[key];
  return { ...column, key, reading: column.field?.reading };
});
/** The columns that a field holds, in the order of the numbers of {@linkcode NAMES}. */
const FIELDS = STEPS.flatMap(({ field, reading }, column) =>
  field === undefined || reading === undefined ? [] : [{ name: field.name, reading, column }]
);
const EVENT = FIELDS.length;
const BACKFILLED = EVENT + 1;
const NAMES = new NameTable([...FIELDS.map(({ name }) => name), "event", "backfilled"]);
const REQUIRED = FIELDS.filter(({ reading }) =>
  reading === "name" || reading === "text" || reading === "texts" || reading === "count" ||
  reading === "time"
).map(({ column }) => column);
const [UPDATE, STATUS_UPDATE] = [ascii("update"), ascii("status.update")];
const at = (key: keyof Post) => POST_KEYS.indexOf(key);
const [STATUS_ID, USERNAME, LANGUAGE, INSTANCE] = [
  at("statusId"),
  at("username"),
  at("lang"),
  at("instance"),
];
const [CREATED_AT, EDITED_AT, RECEIVED_AT] = [at("createdAt"), at("editedAt"), at("receivedAt")];
const [CONTENT, FAVOURITES, REBLOGS] = [at("content"), at("favourites"), at("reblogs")];

const [ZERO, NINE] = [0x30, 0x39];
/** With at most this many digits every number is a row id. */
const ID_DIGITS = 18;
const TWO_32 = 2 ** 32;
/** Bytes of a tuple beside its texts, at most. */
const TUPLE_BYTES_MAX = 64 + 16 * COLUMN_COUNT + 2 * NAME_MAX;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Most bytes of a tag that one number holds exactly: `en`, `zh-CN`. */
const SHORT_TAG = 6;
const TAGS_MAX = 4_096;
/** By the bytes of a tag: a string for each record would cost too much. */
const tags = new Map<number, string>();

/** Language as it is stored, of one as it is written. */
function languageIn(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT_TAG) return foldLanguage(utf8.decode(bytes.subarray(start, end)));
  let key = 1;
  for (let at = start; at < end; at++) key = key * 256 + bytes[at]!;
  let known = tags.get(key);
  if (known === undefined) {
    known = foldLanguage(utf8.decode(bytes.subarray(start, end)));
    if (tags.size >= TAGS_MAX) tags.clear();
    tags.set(key, known);
  }
  return known;
}

/**
 * Turns the bytes of records into tuples of COPY (`toot_tuples.ts`), without making objects or texts of them. Fields may stand in
 * any order, with any white space and any escapes, among fields that a post does not have.
 *
 * It leaves to `parse_record.ts`: what is no post, what lacks a field or has one of another type, and what cannot be stored. Both
 * give the same values; what to read stands in `post_columns.ts`.
 */
export class TupleScanner {
  readonly #json = new JsonBytes();
  /** By column: where its value begins in the bytes of {@linkcode JsonBytes.to}, at its length; −1 where there is none. */
  readonly #starts = new Int32Array(STEPS.length);
  readonly #ends = new Int32Array(STEPS.length);
  /** By column: a time (ms since 1970), a count, 1 or 0 for a flag, the length of a text in code points. */
  readonly #numbers = new Float64Array(STEPS.length);
  #defaultInstance: string | undefined;
  #lastInstance = "";
  #to = new Uint8Array(1 << 16);
  /** Byte offsets of the last tuple in {@linkcode bytes}. */
  start = 0;
  end = 0;
  /** Row id of the last post; null where it is the digits of its status id. */
  rowId: string | null = null;
  language = "";
  isEdit = false;

  /** The tuples since {@linkcode begin}, without their last two columns. */
  get bytes(): Uint8Array {
    return this.#to.subarray(0, this.end);
  }

  /** Forgets all tuples. Records that name no instance belong to `defaultInstance`, and are not scanned without it. */
  begin(defaultInstance: string | undefined): void {
    this.#defaultInstance = defaultInstance;
    this.start = this.end = 0;
  }

  /**
   * Appends the tuple of a record, and sets the fields of the scanner to what is needed beside the bytes: an object for each
   * record would be too much. Returns false, and appends nothing, where the record must be parsed.
   */
  scan(raw: RawRecord): boolean {
    const { bytes, valueStart, valueEnd } = raw;
    this.#json.open(bytes, valueStart, valueEnd - valueStart);
    this.#starts.fill(-1);
    this.isEdit = false;
    if (!this.#readFields()) return false;
    this.#json.skipSpace(valueEnd);
    // A scan that read past the end of the record is caught here.
    if (this.#json.at !== valueEnd || !this.#isPost(raw)) return false;
    this.start = this.end;
    this.#put(raw);
    return true;
  }

  #readFields(): boolean {
    const json = this.#json;
    if (!json.openObject()) return false;
    for (let isFirst = true;; isFirst = false) {
      const next = json.nextField(isFirst);
      if (next <= 0) return next === 0;
      const number = json.fieldName(NAMES);
      if (number < 0) {
        if (number < -1 || !json.skipValue()) return false;
      } else if (number === EVENT) {
        if (!this.#readEvent()) return false;
      } else if (number === BACKFILLED) {
        // A post of a backfill is never late: that is said beside the post, and left to the parser.
        const isBackfilled = json.flag();
        if (isBackfilled === 1 || (isBackfilled < 0 && !json.skipValue())) return false;
      } else {
        const { reading, column } = FIELDS[number]!;
        const start = json.end;
        // Of several fields of one name the last one counts, as in `JSON.parse`.
        if (json.isNull()) this.#starts[column] = -1;
        else {
          if (!this.#readValue(reading, column)) return false;
          this.#starts[column] = start;
          this.#ends[column] = json.end;
        }
      }
    }
  }

  #readEvent(): boolean {
    const json = this.#json;
    this.isEdit = false;
    if (json.isNull()) return true;
    const start = json.end + 4;
    if (json.text() < 0) return false;
    this.isEdit = isWord(STATUS_UPDATE, json.to, { start, end: json.end });
    return this.isEdit || isWord(UPDATE, json.to, { start, end: json.end });
  }

  #readValue(reading: Reading, column: number): boolean {
    const json = this.#json;
    switch (reading) {
      case "text":
      case "optional text":
      case "name":
      case "instance":
      case "language":
        return (this.#numbers[column] = json.text()) >= 0;
      case "texts":
        return json.texts(HASHTAGS_MAX);
      case "count":
      case "optional count":
        return (this.#numbers[column] = json.count()) >= 0;
      case "flag":
        return (this.#numbers[column] = json.flag()) >= 0;
      case "time":
      case "optional time": {
        const start = json.end + 4;
        if (json.text() < 0) return false;
        const time = instantIn(json.to, start, json.end);
        // The text itself is not stored.
        json.end = start - 4;
        this.#numbers[column] = time;
        return !Number.isNaN(time);
      }
      default:
        return reading satisfies never;
    }
  }

  /** Whether all fields are there and can be stored. */
  #isPost({ timestamp }: RawRecord): boolean {
    for (const column of REQUIRED) if (this.#starts[column]! < 0) return false;
    if (!this.#isName(STATUS_ID) || !this.#isName(USERNAME)) return false;
    if (this.#length(INSTANCE) === 0) this.#starts[INSTANCE] = -1;
    const hasInstance = this.#starts[INSTANCE]! >= 0;
    if (hasInstance ? !this.#isName(INSTANCE) : this.#defaultInstance === undefined) return false;
    this.language = this.#starts[LANGUAGE]! < 0
      ? foldLanguage(null)
      : languageIn(this.#json.to, this.#starts[LANGUAGE]! + 4, this.#ends[LANGUAGE]!);
    const sentAt = timestamp > 0 ? timestamp : null;
    if (!isPlausible(this.createdAt, this.receivedAt ?? sentAt)) return false;
    return this.#hasRowId();
  }

  #length(column: number): number {
    return this.#ends[column]! - this.#starts[column]! - 4;
  }

  /** A long name may be short enough in UTF-16 units: that is left to the parser. */
  #isName(column: number): boolean {
    const length = this.#length(column);
    return length > 0 && length <= NAME_MAX;
  }

  #hasRowId(): boolean {
    this.rowId = null;
    const { to } = this.#json;
    const [start, end] = [this.#starts[STATUS_ID]! + 4, this.#ends[STATUS_ID]!];
    let isNumber = end - start <= ID_DIGITS && (to[start] !== ZERO || end - start === 1);
    for (let at = start; at < end && isNumber; at++) {
      isNumber = to[at]! >= ZERO && to[at]! <= NINE;
    }
    if (isNumber) return true;
    const written = this.statusId;
    if (statusIdOf(written) !== written) return false;
    this.rowId = rowId(this.instance, written);
    return true;
  }

  #text(column: number): string {
    return utf8.decode(this.#json.to.subarray(this.#starts[column]! + 4, this.#ends[column]!));
  }

  #time(column: number): number | null {
    return this.#starts[column]! < 0 ? null : this.#numbers[column]!;
  }

  /** Times of the record, ms since 1970. */
  get createdAt(): number {
    return this.#numbers[CREATED_AT]!;
  }

  get editedAt(): number | null {
    return this.#time(EDITED_AT);
  }

  get receivedAt(): number | null {
    return this.#time(RECEIVED_AT);
  }

  /** Unicode code points. */
  get contentLength(): number {
    return this.#numbers[CONTENT]!;
  }

  get favourites(): number {
    return this.#numbers[FAVOURITES]!;
  }

  get reblogs(): number {
    return this.#numbers[REBLOGS]!;
  }

  get statusId(): string {
    return this.#text(STATUS_ID);
  }

  /** Mostly all records are of one server: they share one text. */
  get instance(): string {
    if (this.#starts[INSTANCE]! < 0) return this.#defaultInstance!;
    const isLast = isWord(this.#lastInstance, this.#json.to, {
      start: this.#starts[INSTANCE]! + 4,
      end: this.#ends[INSTANCE]!,
    });
    return isLast ? this.#lastInstance : this.#lastInstance = this.#text(INSTANCE);
  }

  get username(): string {
    return this.#text(USERNAME);
  }

  /** Appends the status id and the username to `to`; returns their ends. */
  putNames(to: Uint8Array, at: number): readonly [statusId: number, username: number] {
    const { to: from } = this.#json;
    const id = copy(from, to, {
      start: this.#starts[STATUS_ID]! + 4,
      end: this.#ends[STATUS_ID]!,
      at,
    });
    const start = this.#starts[USERNAME]! + 4;
    return [id, copy(from, to, { start, end: this.#ends[USERNAME]!, at: id })];
  }

  /** Whether its username is ASCII. */
  get isPlainName(): boolean {
    return this.#numbers[USERNAME] === this.#length(USERNAME);
  }

  #put(raw: RawRecord): void {
    this.#reserve(this.#json.end + TUPLE_BYTES_MAX);
    const to = this.#to;
    let at = putInt16(to, this.end, COLUMN_COUNT);
    for (let column = 0; column < STEPS.length;) {
      const { reading, key } = STEPS[column]!;
      switch (reading) {
        case "text":
        case "texts":
        case "name":
        case "instance":
        case "optional text":
        case "language": {
          // Values that lie as their columns do are copied together.
          const next = this.#runFrom(column);
          if (next > column) {
            at = copy(this.#json.to, to, {
              start: this.#starts[column]!,
              end: this.#ends[next - 1]!,
              at,
            });
            column = next;
            continue;
          }
          at = this.#putOther(at, column);
          break;
        }
        case "count":
        case "optional count":
          at = this.#starts[column]! < 0 ? putNull(to, at) : putInt(to, at, this.#numbers[column]!);
          break;
        case "flag":
          at = putBoolean(to, at, this.#starts[column]! >= 0 && this.#numbers[column] === 1);
          break;
        case "time":
        case "optional time": {
          const time = this.#time(column);
          at = time === null ? putNull(to, at) : putTime(to, at, time);
          break;
        }
        case undefined:
          at = this.#putDerived(at, key, raw);
          break;
        default:
          reading satisfies never;
      }
      column++;
    }
    this.end = at;
  }

  /** The column after those whose texts lie one behind the other from `column` on, and are stored as they are. */
  #runFrom(column: number): number {
    let next = column;
    while (
      next < STEPS.length && this.#isCopied(next) &&
      (next === column || this.#starts[next] === this.#ends[next - 1])
    ) next++;
    return next;
  }

  #isCopied(column: number): boolean {
    if (this.#starts[column]! < 0) return false;
    const { kind } = STEPS[column]!;
    if (kind !== "text" && kind !== "texts") return false;
    return column !== LANGUAGE ||
      isWord(this.language, this.#json.to, {
        start: this.#starts[column]! + 4,
        end: this.#ends[column]!,
      });
  }

  /** Writes a text that the record does not hold as it is stored. */
  #putOther(at: number, column: number): number {
    const { blank } = STEPS[column]!;
    const text = column === LANGUAGE
      ? this.language
      : column === INSTANCE
      ? this.#defaultInstance!
      : blank;
    if (typeof text !== "string") return putNull(this.#to, at);
    const { written } = encoder.encodeInto(text, this.#to.subarray(at + 4));
    putInt32(this.#to, at, written);
    return at + 4 + written;
  }

  #putDerived(at: number, key: keyof Post, { timestamp, offset }: RawRecord): number {
    const to = this.#to;
    switch (key) {
      case "id":
        return this.#putId(at);
      case "contentLength":
        return putInt(to, at, this.contentLength);
      case "isEdit":
        return putBoolean(to, at, this.isEdit);
      case "recordedAt":
        return putSafeInteger(to, at, storableCount(timestamp));
      case "recordedOffset":
        return putSafeInteger(to, at, storableCount(offset));
      default:
        throw new Error(`Cannot scan ${key}: no field holds it`);
    }
  }

  #putId(at: number): number {
    if (this.rowId !== null) {
      const id = BigInt(this.rowId);
      return putBigint(this.#to, at, Number(id >> 32n), Number(id & 0xffff_ffffn));
    }
    const [start, end] = [this.#starts[STATUS_ID]! + 4, this.#ends[STATUS_ID]!];
    const middle = Math.max(start, end - 9);
    // Billions · 10⁹ + rest, which no number of JavaScript holds exactly.
    const billions = digits(this.#json.to, start, middle);
    const high = (billions >>> 16) * 1e9;
    const low = (billions & 0xffff) * 1e9 + (high % 0x1_0000) * 0x1_0000 +
      digits(this.#json.to, middle, end);
    const upper = Math.floor(high / 0x1_0000) + Math.floor(low / TWO_32);
    return putBigint(this.#to, at, upper, low % TWO_32);
  }

  #reserve(bytes: number): void {
    if (this.end + bytes <= this.#to.length) return;
    const larger = new Uint8Array(2 * (this.end + bytes));
    larger.set(this.bytes);
    this.#to = larger;
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether the bytes of a range are those of an ASCII text. */
function isWord(word: string | Uint8Array, bytes: Uint8Array, { start, end }: Range): boolean {
  if (word.length !== end - start) return false;
  for (let place = 0; place < word.length; place++) {
    const letter = typeof word === "string" ? word.charCodeAt(place) : word[place];
    if (bytes[start + place] !== letter) return false;
  }
  return true;
}

/** The number that the digits in a range make. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + bytes[at]! - ZERO;
  return value;
}

/** Up to this length a loop is faster than a call. */
const SHORT = 48;

/** Copies a range to `at`; returns the position behind it. */
function copy(
  from: Uint8Array,
  to: Uint8Array,
  { start, end, at }: Range & { readonly at: number },
): number {
  if (end - start > SHORT) to.set(from.subarray(start, end), at);
  else for (let place = start; place < end; place++) to[at + place - start] = from[place]!;
  return at + end - start;
}
