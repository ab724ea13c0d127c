import {
  putArrayHead,
  putBigint,
  putBoolean,
  putInt,
  putInt16,
  putInt32,
  putNull,
  putTime,
} from "./binary_copy.ts";
import { COLUMNS } from "./toot_tuples.ts";

/** Where a tuple lies in its buffer, and what of it is needed as more than bytes. Places are of the buffer. */
export interface ScannedTuple {
  readonly start: number;
  readonly end: number;
  readonly idStart: number;
  readonly idEnd: number;
  readonly usernameStart: number;
  readonly usernameEnd: number;
  readonly languageStart: number;
  readonly languageEnd: number;
  readonly instanceStart: number;
  readonly instanceEnd: number;
  /** Ms since 1970. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly receivedAt: number;
  /** Unicode code points. */
  readonly contentLength: number;
  readonly favourites: number;
  readonly reblogs: number;
}

/** Up to so many digits every number is a row id, and every count an int. */
const LONGEST_ID = 18;
const LONGEST_COUNT = 9;
const LONGEST_NAME = 500;
const TWO_32 = 2 ** 32;
/** With more a tuple could be longer than its record. */
const MOST_TEXTS = 50;
/** February's 29th day is left to others. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const ascii = (text: string) => new TextEncoder().encode(text);
const byte = (text: string) => text.charCodeAt(0);
const SPACE = byte(" ");
const QUOTE = byte('"');
const BACKSLASH = byte("\\");
const COMMA = byte(",");
const ZERO = byte("0");
const CLOSE_BRACKET = byte("]");
/** ASCII that a text holds as it is. */
const PLAIN = new Uint8Array(256).fill(1, SPACE, 0x80);
PLAIN[QUOTE] = PLAIN[BACKSLASH] = 0;
/** What a letter after a backslash stands for. */
const ESCAPES = new Uint8Array(256);
for (const [name, meaning] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  ESCAPES[byte(name!)] = byte(meaning!);
}
const [NULL, TRUE, FALSE, OPENING] = [ascii("null"), ascii("true"), ascii("false"), ascii('"')];

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
  #from: Uint8Array = new Uint8Array();
  #at = 0;
  readonly #to: Uint8Array;
  #end = 0;

  /** `to` takes the tuples, less their last two columns; a tuple is shorter than its record. */
  constructor(to: Uint8Array) {
    this.#to = to;
  }

  /** One past the last tuple. */
  get end(): number {
    return this.#end;
  }

  /** Writes the tuple of a record behind those before it; undefined, and nothing written, where the record is odd. */
  scan(record: Uint8Array): ScannedTuple | undefined {
    const start = this.#end;
    this.#from = record;
    this.#at = 0;
    const tuple = this.#scan(start);
    if (tuple !== undefined && this.#at === record.byteLength) return tuple;
    this.#end = start;
    return undefined;
  }

  #scan(start: number): ScannedTuple | undefined {
    this.#end = putInt16(this.#to, start, COLUMNS);
    if (!this.#skip(ID) || !this.#id()) return undefined;
    const idEnd = this.#end;
    const idStart = idEnd - (this.#at - ID.length);
    if (!this.#skip(CREATED_AT)) return undefined;
    const createdAt = this.#time();
    if (Number.isNaN(createdAt) || !this.#skip(USERNAME)) return undefined;
    const usernameStart = this.#end + 4;
    if (!this.#name() || !this.#skip(USER_ID)) return undefined;
    const usernameEnd = this.#end;
    if (this.#text() < 0 || !this.#skip(LANGUAGE)) return undefined;
    const languageStart = this.#end + 4;
    if (!this.#name() || !this.#skip(CONTENT_HTML)) return undefined;
    const languageEnd = this.#end;
    if (this.#text() < 0 || !this.#skip(CONTENT)) return undefined;
    const contentLength = this.#text();
    if (contentLength < 0 || !this.#skip(HASHTAGS) || !this.#texts()) return undefined;
    const favourites = this.#skip(FAVOURITES) ? this.#count() : -1;
    const reblogs = this.#skip(REBLOGS) ? this.#count() : -1;
    if (favourites < 0 || reblogs < 0) return undefined;
    if (!this.#skip(UPDATE) && !this.#skip(STATUS_UPDATE)) return undefined;
    // What this one was made for may be left out by a server.
    if (!this.#skip(URI)) this.#null();
    else if (!this.#optionalText()) return undefined;
    if (!this.#skip(URL) || !this.#optionalText() || !this.#skip(INSTANCE)) return undefined;
    const instanceStart = this.#end + 4;
    if (!this.#name() || !this.#skip(EDITED_AT)) return undefined;
    const instanceEnd = this.#end;
    const editedAt = this.#optionalTime();
    if (Number.isNaN(editedAt)) return undefined;
    if (!this.#skip(IN_REPLY_TO_ID) || !this.#optionalText()) return undefined;
    if (!this.#skip(SENSITIVE) || !this.#flag()) return undefined;
    if (!this.#skip(SPOILER_TEXT) || this.#text() < 0) return undefined;
    if (!this.#skip(BOT) || !this.#flag() || !this.#skip(RECEIVED_AT)) return undefined;
    const receivedAt = this.#time();
    if (Number.isNaN(receivedAt) || !this.#skip(CLOSE)) return undefined;
    this.#end = putInt(this.#to, this.#end, contentLength);
    return {
      start,
      end: this.#end,
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

  /** Passes by these bytes, or stays where they are not. */
  #skip(expected: Uint8Array): boolean {
    const from = this.#from;
    const at = this.#at;
    for (let place = 0; place < expected.length; place++) {
      if (from[at + place] !== expected[place]) return false;
    }
    this.#at = at + expected.length;
    return true;
  }

  #null(): true {
    this.#end = putNull(this.#to, this.#end);
    return true;
  }

  /** The rest of a text with its closing quote; gives its length in code points, −1 where it is odd. */
  #text(): number {
    const from = this.#from;
    const to = this.#to;
    let at = this.#at;
    const start = this.#end + 4;
    let end = start;
    let beyond = 0;
    for (;;) {
      let byte = from[at++] ?? 0;
      while (PLAIN[byte] === 1) {
        to[end++] = byte;
        byte = from[at++] ?? 0;
      }
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        const meaning = ESCAPES[from[at++] ?? 0]!;
        if (meaning === 0) return -1;
        to[end++] = meaning;
        continue;
      }
      const more = continuations(from, at - 1);
      if (more === 0) return -1;
      beyond += more;
      to[end++] = byte;
      to[end++] = from[at++]!;
      if (more > 1) to[end++] = from[at++]!;
      if (more > 2) to[end++] = from[at++]!;
    }
    putInt32(to, start - 4, end - start);
    this.#at = at;
    this.#end = end;
    return end - start - beyond;
  }

  #optionalText(): boolean {
    if (this.#skip(NULL)) return this.#null();
    return this.#skip(OPENING) && this.#text() >= 0;
  }

  /** The rest of a name with its closing quote: ASCII, not empty, and not longer than a name may be. */
  #name(): boolean {
    const from = this.#from;
    const start = this.#at;
    let end = this.#end + 4;
    for (let at = start;; at++) {
      const byte = from[at];
      if (byte === undefined || byte < SPACE || byte >= 0x80 || byte === BACKSLASH) return false;
      if (byte !== QUOTE) {
        this.#to[end++] = byte;
        continue;
      }
      putInt32(this.#to, this.#end, at - start);
      this.#at = at + 1;
      this.#end = end;
      return at > start && at - start <= LONGEST_NAME;
    }
  }

  /** The rest of an array of texts. */
  #texts(): boolean {
    const start = this.#end;
    let count = 0;
    if (this.#from[this.#at] === CLOSE_BRACKET) {
      this.#at++;
      this.#end = putArrayHead(this.#to, start + 4, 0);
    } else {
      this.#end = putArrayHead(this.#to, start + 4, 1);
      for (let next = COMMA; next !== CLOSE_BRACKET; next = this.#from[this.#at++] ?? 0) {
        if (next !== COMMA || ++count > MOST_TEXTS) return false;
        if (!this.#skip(OPENING) || this.#text() < 0) return false;
      }
      putArrayHead(this.#to, start + 4, count);
    }
    putInt32(this.#to, start, this.#end - start - 4);
    return true;
  }

  /** A row id, and the same digits as a text. */
  #id(): boolean {
    const length = this.#digits(LONGEST_ID);
    if (length === 0) return false;
    const at = this.#at - length;
    const middle = Math.max(at, this.#at - 9);
    this.#bigint(this.#number(at, middle), this.#number(middle, this.#at));
    putInt32(this.#to, this.#end, length);
    this.#end += 4;
    for (let place = at; place < this.#at; place++) this.#to[this.#end++] = this.#from[place]!;
    return true;
  }

  /** `billions` · 10⁹ + `rest`, which a number of JavaScript does not hold. */
  #bigint(billions: number, rest: number): void {
    const high = (billions >>> 16) * 1e9;
    const low = (billions & 0xffff) * 1e9 + (high % 0x1_0000) * 0x1_0000 + rest;
    const upper = Math.floor(high / 0x1_0000) + Math.floor(low / TWO_32);
    this.#end = putBigint(this.#to, this.#end, upper, low % TWO_32);
  }

  /** The number of the digits of a stretch. */
  #number(at: number, end: number): number {
    let value = 0;
    for (let place = at; place < end; place++) value = value * 10 + this.#from[place]! - ZERO;
    return value;
  }

  /** A count; −1 where it is odd. */
  #count(): number {
    const length = this.#digits(LONGEST_COUNT);
    const value = this.#number(this.#at - length, this.#at);
    this.#end = putInt(this.#to, this.#end, value);
    return length > 0 ? value : -1;
  }

  /** Passes by digits with no zero before others, and gives their number; 0 where they are too many. */
  #digits(longest: number): number {
    const from = this.#from;
    const start = this.#at;
    let at = start;
    while (isDigit(from[at] ?? 0)) at++;
    this.#at = at;
    const length = at - start;
    return length <= longest && (from[start] !== ZERO || length === 1) ? length : 0;
  }

  #flag(): boolean {
    const yes = this.#skip(TRUE);
    this.#end = putBoolean(this.#to, this.#end, yes);
    return yes || this.#skip(FALSE);
  }

  #optionalTime(): number | null {
    if (this.#skip(NULL)) {
      this.#null();
      return null;
    }
    return this.#skip(OPENING) ? this.#time() : NaN;
  }

  /** The rest of `"2026-01-15T18:00:02.888Z"`, in ms since 1970; NaN for what is written otherwise. */
  #time(): number {
    const from = this.#from;
    const at = this.#at;
    const year = 100 * two(from, at) + two(from, at + 2);
    const month = two(from, at + 5);
    const day = two(from, at + 8);
    const hour = two(from, at + 11);
    const minute = two(from, at + 14);
    const second = two(from, at + 17);
    const hundredths = two(from, at + 20);
    const thousandth = from[at + 22] ?? 0;
    // NaN, where there are no digits, is neither more nor less.
    const possible = year >= 100 && month >= 1 && day >= 1 && day <= (DAYS[month - 1] ?? 0) &&
      hour <= 23 && minute <= 59 && second <= 59 && hundredths >= 0 && isDigit(thousandth);
    if (!possible || !isPunctuated(from, at)) return NaN;
    this.#at = at + 25;
    const ms = 10 * hundredths + thousandth - ZERO;
    const time = Date.UTC(year, month - 1, day, hour, minute, second, ms);
    this.#end = putTime(this.#to, this.#end, time);
    return time;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** The number of two digits; NaN where they are none. */
function two(from: Uint8Array, at: number): number {
  const high = from[at] ?? 0;
  const low = from[at + 1] ?? 0;
  return isDigit(high) && isDigit(low) ? 10 * (high - ZERO) + low - ZERO : NaN;
}

/** Whether the signs of a time and its closing quote are where they belong. */
function isPunctuated(from: Uint8Array, at: number): boolean {
  return from[at + 4] === 0x2d && from[at + 7] === 0x2d && from[at + 10] === 0x54 &&
    from[at + 13] === 0x3a && from[at + 16] === 0x3a && from[at + 19] === 0x2e &&
    from[at + 23] === 0x5a && from[at + 24] === QUOTE;
}

/** How many bytes follow the first one of a character past ASCII; 0 where that is no UTF-8 (Unicode, table 3-7). */
function continuations(from: Uint8Array, at: number): number {
  const first = from[at]!;
  const second = from[at + 1] ?? 0;
  if (first < 0xc2 || !isContinuation(second)) return 0;
  if (first < 0xe0) return 1;
  if (!isContinuation(from[at + 2] ?? 0)) return 0;
  if (first < 0xf0) {
    // Too long a form, or half a surrogate pair.
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second >= 0xa0) ? 0 : 2;
  }
  if (!isContinuation(from[at + 3] ?? 0)) return 0;
  return first > 0xf4 || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second >= 0x90)
    ? 0
    : 3;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
