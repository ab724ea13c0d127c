/** Where a line lies in its buffer, and what of it is needed as more than bytes. Places are of the buffer. */
export interface ScannedLine {
  /** Where the line begins, and the row id, and where both end. */
  readonly start: number;
  readonly idEnd: number;
  readonly end: number;
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
}

/** Up to so many digits every number is a row id, and every count an int. */
const LONGEST_ID = 18;
const LONGEST_COUNT = 9;
const LONGEST_NAME = 500;
const MOST_TEXTS = 1_000;
/** February's 29th day is left to others. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const ascii = (text: string) => new TextEncoder().encode(text);
const byte = (text: string) => text.charCodeAt(0);
const TAB = byte("\t");
const SPACE = byte(" ");
const QUOTE = byte('"');
const BACKSLASH = byte("\\");
const COMMA = byte(",");
const ZERO = byte("0");
const CLOSE_BRACKET = byte("]");
/** What may follow a backslash and means the same in JSON and in COPY. */
const ESCAPES = new Uint8Array(256);
for (const escaped of ascii('"\\/bfnrt')) ESCAPES[escaped] = 1;
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
 * Makes lines of COPY (`toot_lines.ts`) of the bytes of records, in one pass and with no text in between.
 *
 * JSON and COPY write a character of a text in the same way, but for `\u`: where a record reads exactly as our own
 * producer writes it, its bytes are those of the line. Every other record is odd, and for `parse_record.ts` to read:
 * one with other fields or in another order, with spaces, with `\u`, with names that are not ASCII, with numbers and
 * times written otherwise, and all that could be wrong.
 */
export class LineScanner {
  #from: Uint8Array = new Uint8Array();
  #at = 0;
  readonly #to: Uint8Array;
  #end = 0;

  /** `to` takes the lines; a line is shorter than its record. */
  constructor(to: Uint8Array) {
    this.#to = to;
  }

  /** One past the last line. */
  get end(): number {
    return this.#end;
  }

  /** Writes the line of a record behind those before it; undefined, and nothing written, where the record is odd. */
  scan(record: Uint8Array): ScannedLine | undefined {
    const start = this.#end;
    this.#from = record;
    this.#at = 0;
    const line = this.#scan(start);
    if (line !== undefined && this.#at === record.byteLength) return line;
    this.#end = start;
    return undefined;
  }

  #scan(start: number): ScannedLine | undefined {
    if (!this.#skip(ID) || !this.#digits(LONGEST_ID)) return undefined;
    const idEnd = this.#end;
    this.#tab();
    for (let at = start; at < idEnd; at++) this.#to[this.#end++] = this.#to[at]!;
    if (!this.#next(CREATED_AT)) return undefined;
    const createdAt = this.#time();
    if (Number.isNaN(createdAt) || !this.#next(USERNAME)) return undefined;
    const usernameStart = this.#end;
    if (!this.#name() || !this.#skip(USER_ID)) return undefined;
    const usernameEnd = this.#end;
    this.#tab();
    if (this.#text() < 0 || !this.#next(LANGUAGE)) return undefined;
    const languageStart = this.#end;
    if (!this.#name() || !this.#skip(CONTENT_HTML)) return undefined;
    const languageEnd = this.#end;
    this.#tab();
    if (this.#text() < 0 || !this.#next(CONTENT)) return undefined;
    const contentLength = this.#text();
    if (contentLength < 0 || !this.#next(HASHTAGS) || !this.#texts()) return undefined;
    if (!this.#next(FAVOURITES) || !this.#digits(LONGEST_COUNT)) return undefined;
    if (!this.#next(REBLOGS) || !this.#digits(LONGEST_COUNT)) return undefined;
    if (!this.#skip(UPDATE) && !this.#skip(STATUS_UPDATE)) return undefined;
    // What this one was made for may be left out by a server.
    if (!this.#next(URI)) this.#null();
    else if (!this.#optionalText()) return undefined;
    if (!this.#next(URL) || !this.#optionalText() || !this.#next(INSTANCE)) return undefined;
    const instanceStart = this.#end;
    if (!this.#name() || !this.#skip(EDITED_AT)) return undefined;
    const instanceEnd = this.#end;
    this.#tab();
    const editedAt = this.#optionalTime();
    if (Number.isNaN(editedAt)) return undefined;
    if (!this.#next(IN_REPLY_TO_ID) || !this.#optionalText()) return undefined;
    if (!this.#next(SENSITIVE) || !this.#flag()) return undefined;
    if (!this.#next(SPOILER_TEXT) || this.#text() < 0) return undefined;
    if (!this.#next(BOT) || !this.#flag() || !this.#next(RECEIVED_AT)) return undefined;
    const receivedAt = this.#time();
    if (Number.isNaN(receivedAt) || !this.#skip(CLOSE)) return undefined;
    this.#tab();
    this.#decimal(contentLength);
    return {
      start,
      idEnd,
      end: this.#end,
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

  /** Passes by these bytes to a new field, which begins in any case. */
  #next(expected: Uint8Array): boolean {
    this.#tab();
    return this.#skip(expected);
  }

  #tab(): void {
    this.#to[this.#end++] = TAB;
  }

  #null(): true {
    this.#to[this.#end++] = BACKSLASH;
    this.#to[this.#end++] = 0x4e;
    return true;
  }

  /** The rest of a text with its closing quote; gives its length in code points, −1 where it is odd. */
  #text(): number {
    const from = this.#from;
    const to = this.#to;
    let at = this.#at;
    let end = this.#end;
    let points = 0;
    for (;; points++) {
      const byte = from[at++];
      if (byte === undefined || byte < SPACE) return -1;
      if (byte < 0x80) {
        if (byte === QUOTE) break;
        to[end++] = byte;
        if (byte !== BACKSLASH) continue;
        const escaped = from[at++];
        if (escaped === undefined || ESCAPES[escaped] === 0) return -1;
        to[end++] = escaped;
        continue;
      }
      const more = continuations(from, at - 1);
      if (more === 0) return -1;
      to[end++] = byte;
      to[end++] = from[at++]!;
      if (more > 1) to[end++] = from[at++]!;
      if (more > 2) to[end++] = from[at++]!;
    }
    this.#at = at;
    this.#end = end;
    return points;
  }

  #optionalText(): boolean {
    if (this.#skip(NULL)) return this.#null();
    return this.#skip(OPENING) && this.#text() >= 0;
  }

  /** The rest of a name with its closing quote: ASCII, not empty, and not longer than a name may be. */
  #name(): boolean {
    const from = this.#from;
    const start = this.#at;
    for (let at = start;; at++) {
      const byte = from[at];
      if (byte === undefined || byte < SPACE || byte >= 0x80 || byte === BACKSLASH) return false;
      if (byte === QUOTE) {
        this.#at = at + 1;
        return at > start && at - start <= LONGEST_NAME;
      }
      this.#to[this.#end++] = byte;
    }
  }

  /** The rest of an array of texts without escapes, as PostgreSQL writes it: with other brackets. */
  #texts(): boolean {
    this.#to[this.#end++] = 0x7b;
    if (this.#from[this.#at] === CLOSE_BRACKET) this.#at++;
    else if (!this.#items()) return false;
    this.#to[this.#end++] = 0x7d;
    return true;
  }

  #items(): boolean {
    for (let count = 1; count <= MOST_TEXTS; count++) {
      const start = this.#end;
      this.#to[this.#end++] = QUOTE;
      if (!this.#skip(OPENING) || this.#text() < 0) return false;
      for (let at = start; at < this.#end; at++) if (this.#to[at] === BACKSLASH) return false;
      this.#to[this.#end++] = QUOTE;
      const next = this.#from[this.#at++];
      if (next === CLOSE_BRACKET) return true;
      if (next !== COMMA) return false;
      this.#to[this.#end++] = COMMA;
    }
    return false;
  }

  /** Digits, with no zero before others. */
  #digits(longest: number): boolean {
    const from = this.#from;
    const start = this.#at;
    let at = start;
    for (let digit = from[at]; digit !== undefined && isDigit(digit); digit = from[++at]) {
      this.#to[this.#end++] = digit;
    }
    this.#at = at;
    return at > start && at - start <= longest && (from[start] !== ZERO || at === start + 1);
  }

  #decimal(value: number): void {
    const last = value % 10;
    if (value > 9) this.#decimal((value - last) / 10);
    this.#to[this.#end++] = ZERO + last;
  }

  #flag(): boolean {
    const yes = this.#skip(TRUE);
    this.#to[this.#end++] = yes ? 0x74 : 0x66;
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
    for (let place = at; place < at + 24; place++) this.#to[this.#end++] = from[place]!;
    this.#at = at + 25;
    const ms = 10 * hundredths + thousandth - ZERO;
    return Date.UTC(year, month - 1, day, hour, minute, second, ms);
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
