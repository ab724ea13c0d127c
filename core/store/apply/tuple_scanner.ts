import { putInt16 } from "./binary_copy.ts";
import { ascii, FieldScanner } from "./field_scanner.ts";
import type { ScannedTuple } from "./scanned_post.ts";
import { COLUMNS } from "./toot_tuples.ts";

/** What stands between the values of a record as `post_record.ts` makes it. */
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

/**
 * Makes tuples of COPY (`toot_tuples.ts`) of the bytes of records, in one pass and with no text in between.
 *
 * It reads what reads exactly as our own producer writes it. Every other record is odd, and for `parse_record.ts` to
 * read: one with other fields or in another order, with spaces, with `\u`, with names that are not ASCII, with numbers
 * and times written otherwise, and all that could be wrong.
 */
export class TupleScanner {
  readonly #to: Uint8Array;
  readonly #fields: FieldScanner;
  #end = 0;

  /** `to` takes the tuples, less their last two columns; a tuple is shorter than its record. */
  constructor(to: Uint8Array) {
    this.#to = to;
    this.#fields = new FieldScanner(to);
  }

  /** One past the last tuple. */
  get end(): number {
    return this.#end;
  }

  /** Writes the tuple of a record behind those before it; undefined, and nothing written, where the record is odd. */
  scan(record: Uint8Array): ScannedTuple | undefined {
    const tuple = this.#scan(record);
    if (tuple !== undefined) this.#end = tuple.end;
    return tuple;
  }

  #scan(record: Uint8Array): ScannedTuple | undefined {
    const fields = this.#fields;
    const start = this.#end;
    fields.begin(record, putInt16(this.#to, start, COLUMNS));
    if (!fields.skip(ID) || !fields.id()) return undefined;
    const idEnd = fields.end;
    const idStart = idEnd - (fields.at - ID.length);
    if (!fields.skip(CREATED_AT)) return undefined;
    const createdAt = fields.time();
    if (Number.isNaN(createdAt) || !fields.skip(USERNAME)) return undefined;
    const usernameStart = fields.end + 4;
    if (!fields.name() || !fields.skip(USER_ID)) return undefined;
    const usernameEnd = fields.end;
    if (fields.text() < 0 || !fields.skip(LANGUAGE)) return undefined;
    const languageStart = fields.end + 4;
    if (!fields.name() || !fields.skip(CONTENT_HTML)) return undefined;
    const languageEnd = fields.end;
    if (fields.text() < 0 || !fields.skip(CONTENT)) return undefined;
    const contentLength = fields.text();
    if (contentLength < 0 || !fields.skip(HASHTAGS) || !fields.texts()) return undefined;
    const favourites = fields.skip(FAVOURITES) ? fields.count() : -1;
    const reblogs = fields.skip(REBLOGS) ? fields.count() : -1;
    if (favourites < 0 || reblogs < 0) return undefined;
    if (!fields.skip(UPDATE) && !fields.skip(STATUS_UPDATE)) return undefined;
    // What this one was made for may be left out by a server.
    if (!fields.skip(URI)) fields.null();
    else if (!fields.optionalText()) return undefined;
    if (!fields.skip(URL) || !fields.optionalText() || !fields.skip(INSTANCE)) return undefined;
    const instanceStart = fields.end + 4;
    if (!fields.name() || !fields.skip(EDITED_AT)) return undefined;
    const instanceEnd = fields.end;
    const editedAt = fields.optionalTime();
    if (Number.isNaN(editedAt)) return undefined;
    if (!fields.skip(IN_REPLY_TO_ID) || !fields.optionalText()) return undefined;
    if (!fields.skip(SENSITIVE) || !fields.flag()) return undefined;
    if (!fields.skip(SPOILER_TEXT) || fields.text() < 0) return undefined;
    if (!fields.skip(BOT) || !fields.flag() || !fields.skip(RECEIVED_AT)) return undefined;
    const receivedAt = fields.time();
    if (Number.isNaN(receivedAt) || !fields.skip(CLOSE)) return undefined;
    if (fields.at !== record.byteLength) return undefined;
    fields.int(contentLength);
    return {
      start,
      end: fields.end,
      idStart,
      idEnd,
      usernameStart,
      usernameEnd,
      languageStart,
      languageEnd,
      instanceStart,
      instanceEnd,
      createdAt,
      editedAt,
      receivedAt,
      contentLength,
      favourites,
      reblogs,
    };
  }
}
