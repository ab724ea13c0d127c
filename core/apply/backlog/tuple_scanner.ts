import { foldLanguage } from "../../post/language_tag.ts";
import { isPlausible } from "../../windows/event_time.ts";
import { storableCount } from "../../post/parse_record.ts";
import type { RawRecord } from "../batch.ts";
import { putInt16 } from "./binary_copy.ts";
import { COLUMN_COUNT } from "../post_statements.ts";
import { ascii, FieldScanner } from "./field_scanner.ts";

/** The bytes between the values of a record that `post_record.ts` makes. */
const ID = ascii('{"id":"');
const CREATED_AT = ascii('","created_at":"');
const USERNAME = ascii(',"username":"');
const USER_ID = ascii(',"user_id":"');
const LANGUAGE = ascii(',"language":"');
const CONTENT_HTML = ascii(',"content_html":"');
const CONTENT = ascii(',"content":"');
const HASHTAGS = ascii(',"hashtags":[');
const FAVOURITES = ascii(',"favourites":');
const REBLOGS = ascii(',"reblogs":');
const UPDATE = ascii(',"event":"update"');
const STATUS_UPDATE = ascii(',"event":"status.update"');
const URI = ascii(',"uri":');
const URL = ascii(',"url":');
const INSTANCE = ascii(',"instance":"');
const EDITED_AT = ascii(',"edited_at":');
const IN_REPLY_TO_ID = ascii(',"in_reply_to_id":');
const SENSITIVE = ascii(',"sensitive":');
const SPOILER_TEXT = ascii(',"spoiler_text":"');
const BOT = ascii(',"bot":');
const RECEIVED_AT = ascii(',"received_at":"');
const CLOSE = ascii("}");

/** Most bytes of a tag that one number holds exactly: `en`, `zh-CN`. */
const SHORT_TAG = 6;
const TAGS_MAX = 4_096;
const tags = new Map<number, boolean>();

/** Whether a language is spelled as it is stored. Cached by its bytes: a string for each record would cost too much. */
function isFolded(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > SHORT_TAG) return isFoldedTag(bytes, start, end);
  let key = 0;
  for (let at = start; at < end; at++) key = key * 256 + bytes[at]!;
  let known = tags.get(key);
  if (known === undefined) {
    known = isFoldedTag(bytes, start, end);
    if (tags.size >= TAGS_MAX) tags.clear();
    tags.set(key, known);
  }
  return known;
}

function isFoldedTag(bytes: Uint8Array, start: number, end: number): boolean {
  const tag = String.fromCharCode(...bytes.subarray(start, end));
  return foldLanguage(tag) === tag;
}

/**
 * Turns the bytes of records into tuples of COPY (`toot_tuples.ts`), in one pass and without decoding text.
 *
 * It accepts only what our own producer writes. `parse_record.ts` reads every other record: with other fields or another
 * order, with spaces, with `\u`, with names that are not ASCII, with numbers and times in another format, with an
 * implausible time, or with an error.
 */
export class TupleScanner {
  readonly #to: Uint8Array;
  readonly #fields: FieldScanner;
  /** Byte offsets of the last tuple, and of the names in it. */
  start = 0;
  end = 0;
  idStart = 0;
  idEnd = 0;
  usernameStart = 0;
  usernameEnd = 0;
  languageStart = 0;
  languageEnd = 0;
  instanceStart = 0;
  instanceEnd = 0;
  /** Times of the record, ms since 1970. */
  createdAt = NaN;
  editedAt: number | null = null;
  receivedAt = NaN;
  /** Unicode code points. */
  contentLength = 0;
  favourites = 0;
  reblogs = 0;
  isEdit = false;

  /** Writes tuples to `to`, without their last two columns; a tuple is shorter than its record. */
  constructor(to: Uint8Array) {
    this.#to = to;
    this.#fields = new FieldScanner(to);
  }

  /**
   * Appends the tuple of a record, and sets the fields of the scanner to what is needed beside the bytes: an object for each
   * record would be too much. Returns false, and appends nothing, where the record must be parsed.
   */
  scan(raw: RawRecord): boolean {
    const before = this.end;
    const isPlain = this.#scan(raw);
    this.start = before;
    this.end = isPlain ? this.#fields.end : before;
    return isPlain;
  }

  #scan({ bytes, valueStart, valueEnd, timestamp, offset }: RawRecord): boolean {
    const fields = this.#fields;
    fields.begin(bytes, valueStart, putInt16(this.#to, this.end, COLUMN_COUNT));
    if (!fields.skip(ID) || !fields.id()) return false;
    this.idEnd = fields.end;
    this.idStart = fields.end - (fields.at - valueStart - ID.length);
    if (!fields.skip(CREATED_AT)) return false;
    this.createdAt = fields.time();
    if (Number.isNaN(this.createdAt) || !fields.skip(USERNAME)) return false;
    this.usernameStart = fields.end + 4;
    if (!fields.name() || !fields.skip(USER_ID)) return false;
    this.usernameEnd = fields.end;
    if (fields.text() < 0 || !fields.skip(LANGUAGE)) return false;
    this.languageStart = fields.end + 4;
    if (!fields.name() || !fields.skip(CONTENT_HTML)) return false;
    this.languageEnd = fields.end;
    if (!isFolded(this.#to, this.languageStart, this.languageEnd)) return false;
    if (fields.text() < 0 || !fields.skip(CONTENT)) return false;
    this.contentLength = fields.text();
    if (this.contentLength < 0 || !fields.skip(HASHTAGS) || !fields.texts()) return false;
    this.favourites = fields.skip(FAVOURITES) ? fields.count() : -1;
    this.reblogs = fields.skip(REBLOGS) ? fields.count() : -1;
    if (this.favourites < 0 || this.reblogs < 0) return false;
    this.isEdit = !fields.skip(UPDATE);
    if (this.isEdit && !fields.skip(STATUS_UPDATE)) return false;
    // A server may leave out the uri.
    if (!fields.skip(URI)) fields.null();
    else if (!fields.optionalText()) return false;
    if (!fields.skip(URL) || !fields.optionalText() || !fields.skip(INSTANCE)) return false;
    this.instanceStart = fields.end + 4;
    if (!fields.name() || !fields.skip(EDITED_AT)) return false;
    this.instanceEnd = fields.end;
    this.editedAt = fields.optionalTime();
    if (Number.isNaN(this.editedAt)) return false;
    if (!fields.skip(IN_REPLY_TO_ID) || !fields.optionalText()) return false;
    if (!fields.skip(SENSITIVE) || !fields.flag()) return false;
    if (!fields.skip(SPOILER_TEXT) || fields.text() < 0) return false;
    if (!fields.skip(BOT) || !fields.flag() || !fields.skip(RECEIVED_AT)) return false;
    this.receivedAt = fields.time();
    if (Number.isNaN(this.receivedAt) || !fields.skip(CLOSE)) return false;
    if (!isPlausible(this.createdAt, this.receivedAt)) return false;
    fields.int(this.contentLength);
    fields.boolean(this.isEdit);
    fields.bigint(storableCount(timestamp));
    fields.bigint(storableCount(offset));
    // A scan that read past the end of the record is caught here.
    return fields.at === valueEnd;
  }
}
