import {
  putArrayHead,
  putBigint,
  putBoolean,
  putInt,
  putInt32,
  putNull,
  putSafeInteger,
  putTime,
} from "./binary_copy.ts";
import { PLAIN_TIME, plainTime } from "./plain_time.ts";

/** With at most this many digits every number is a row id, and every count an integer. */
const ID_MAX = 18;
const COUNT_MAX = 9;
const NAME_MAX = 500;
/** With more texts a tuple could be longer than its record. */
const TEXTS_MAX = 50;
const TWO_32 = 2 ** 32;

/** The bytes of a text that is ASCII. */
export const ascii = (text: string) => new TextEncoder().encode(text);
const byte = (text: string) => text.charCodeAt(0);
const SPACE = byte(" ");
const QUOTE = byte('"');
const BACKSLASH = byte("\\");
const COMMA = byte(",");
const [ZERO, NINE] = [byte("0"), byte("9")];
const CLOSE_BRACKET = byte("]");
/** Bytes of a JSON string that stand for themselves. */
const PLAIN = new Uint8Array(256).fill(1, SPACE, 0x80);
PLAIN[QUOTE] = PLAIN[BACKSLASH] = 0;
/** The byte that an escaped letter stands for. */
const ESCAPES = new Uint8Array(256);
for (const [name, meaning] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  ESCAPES[byte(name!)] = byte(meaning!);
}
const [NULL, TRUE, FALSE, OPENING] = [ascii("null"), ascii("true"), ascii("false"), ascii('"')];

/** Reads consecutive JSON values, and writes each as a field of a tuple of COPY. */
export class FieldScanner {
  #from: Uint8Array = new Uint8Array();
  #at = 0;
  readonly #to: Uint8Array;
  #end = 0;

  constructor(to: Uint8Array) {
    this.#to = to;
  }

  /** Offset of the next byte to read. */
  get at(): number {
    return this.#at;
  }

  /** Offset of the next byte to write. */
  get end(): number {
    return this.#end;
  }

  /** Reads from `at` on, and writes from `end` on. */
  begin(from: Uint8Array, at: number, end: number): void {
    this.#from = from;
    this.#at = at;
    this.#end = end;
  }

  /** Consumes `expected` if it comes next; returns whether it did. */
  skip(expected: Uint8Array): boolean {
    const from = this.#from;
    const at = this.#at;
    for (let place = 0; place < expected.length; place++) {
      if (from[at + place] !== expected[place]) return false;
    }
    this.#at = at + expected.length;
    return true;
  }

  /** Writes NULL. */
  null(): true {
    this.#end = putNull(this.#to, this.#end);
    return true;
  }

  /** The rest of a string with its closing quote; returns its length in code points, −1 where it must be parsed. */
  text(): number {
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

  /** A string, or null. */
  optionalText(): boolean {
    if (this.skip(NULL)) return this.null();
    return this.skip(OPENING) && this.text() >= 0;
  }

  /** The rest of a name with its closing quote: ASCII, not empty, and not longer than a name may be. */
  name(): boolean {
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
      return at > start && at - start <= NAME_MAX;
    }
  }

  /** The rest of an array of strings. */
  texts(): boolean {
    const start = this.#end;
    let count = 0;
    if (this.#from[this.#at] === CLOSE_BRACKET) {
      this.#at++;
      this.#end = putArrayHead(this.#to, start + 4, 0);
    } else {
      this.#end = putArrayHead(this.#to, start + 4, 1);
      for (let next = COMMA; next !== CLOSE_BRACKET; next = this.#from[this.#at++] ?? 0) {
        if (next !== COMMA || ++count > TEXTS_MAX) return false;
        if (!this.skip(OPENING) || this.text() < 0) return false;
      }
      putArrayHead(this.#to, start + 4, count);
    }
    putInt32(this.#to, start, this.#end - start - 4);
    return true;
  }

  /** A row id, then the same digits as a text. */
  id(): boolean {
    const length = this.#digits(ID_MAX);
    if (length === 0) return false;
    const at = this.#at - length;
    const middle = Math.max(at, this.#at - 9);
    this.#putBigint(this.#number(at, middle), this.#number(middle, this.#at));
    putInt32(this.#to, this.#end, length);
    this.#end += 4;
    for (let place = at; place < this.#at; place++) this.#to[this.#end++] = this.#from[place]!;
    return true;
  }

  /** `billions` · 10⁹ + `rest`, which no number of JavaScript holds exactly. */
  #putBigint(billions: number, rest: number): void {
    const high = (billions >>> 16) * 1e9;
    const low = (billions & 0xffff) * 1e9 + (high % 0x1_0000) * 0x1_0000 + rest;
    const upper = Math.floor(high / 0x1_0000) + Math.floor(low / TWO_32);
    this.#end = putBigint(this.#to, this.#end, upper, low % TWO_32);
  }

  /** The number that the digits in a range make. */
  #number(at: number, end: number): number {
    let value = 0;
    for (let place = at; place < end; place++) value = value * 10 + this.#from[place]! - ZERO;
    return value;
  }

  /** A count; −1 where it must be parsed. */
  count(): number {
    const length = this.#digits(COUNT_MAX);
    const value = this.#number(this.#at - length, this.#at);
    this.#end = putInt(this.#to, this.#end, value);
    return length > 0 ? value : -1;
  }

  /** Consumes digits without a leading zero; returns how many, or 0 where they are too many. */
  #digits(longest: number): number {
    const from = this.#from;
    const start = this.#at;
    let at = start;
    while (isDigit(from[at] ?? 0)) at++;
    this.#at = at;
    const length = at - start;
    return length <= longest && (from[start] !== ZERO || length === 1) ? length : 0;
  }

  /** True or false. */
  flag(): boolean {
    const yes = this.skip(TRUE);
    this.#end = putBoolean(this.#to, this.#end, yes);
    return yes || this.skip(FALSE);
  }

  /** A time, or null; NaN where it must be parsed. */
  optionalTime(): number | null {
    if (this.skip(NULL)) {
      this.null();
      return null;
    }
    return this.skip(OPENING) ? this.time() : NaN;
  }

  /** The rest of a plain time with its closing quote, in ms since 1970; NaN where it must be parsed. */
  time(): number {
    const time = plainTime(this.#from, this.#at);
    if (Number.isNaN(time) || this.#from[this.#at + PLAIN_TIME] !== QUOTE) return NaN;
    this.#at += PLAIN_TIME + 1;
    this.#end = putTime(this.#to, this.#end, time);
    return time;
  }

  /** Writes a value that the record does not hold. */
  int(value: number): void {
    this.#end = putInt(this.#to, this.#end, value);
  }

  boolean(value: boolean): void {
    this.#end = putBoolean(this.#to, this.#end, value);
  }

  bigint(value: number): void {
    this.#end = putSafeInteger(this.#to, this.#end, value);
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** How many bytes follow the first byte of a character past ASCII; 0 where it is no UTF-8 (Unicode, table 3-7). */
function continuations(from: Uint8Array, at: number): number {
  const first = from[at]!;
  const second = from[at + 1] ?? 0;
  if (first < 0xc2 || !isContinuation(second)) return 0;
  if (first < 0xe0) return 1;
  if (!isContinuation(from[at + 2] ?? 0)) return 0;
  if (first < 0xf0) {
    // An overlong form, or half a surrogate pair.
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
