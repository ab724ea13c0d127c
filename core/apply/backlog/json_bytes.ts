import { putArrayHead, putInt32 } from "./binary_copy.ts";

/** The bytes of a text that is ASCII. */
export const ascii = (text: string) => new TextEncoder().encode(text);
const byte = (text: string) => text.charCodeAt(0);
const [SPACE, TAB, LINE_FEED, RETURN] = [byte(" "), byte("\t"), byte("\n"), byte("\r")];
const [QUOTE, BACKSLASH, LETTER_U] = [byte('"'), byte("\\"), byte("u")];
const [COMMA, COLON, MINUS, DOT] = [byte(","), byte(":"), byte("-"), byte(".")];
const [ZERO, NINE] = [byte("0"), byte("9")];
const [OPEN_BRACKET, CLOSE_BRACKET] = [byte("["), byte("]")];
const [OPEN_BRACE, CLOSE_BRACE] = [byte("{"), byte("}")];
const [NULL, TRUE, FALSE] = [ascii("null"), ascii("true"), ascii("false")];
/** Bytes of a JSON string that stand for themselves. */
const PLAIN = new Uint8Array(256).fill(1, SPACE, 0x80);
PLAIN[QUOTE] = PLAIN[BACKSLASH] = 0;
/** The byte that an escaped letter stands for. */
const ESCAPES = new Uint8Array(256);
for (const [name, meaning] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  ESCAPES[byte(name!)] = byte(meaning!);
}
/** The value of a hexadecimal digit. */
const HEX = new Int8Array(256).fill(-1);
for (const digit of "0123456789abcdefABCDEF") HEX[byte(digit)] = parseInt(digit, 16);
/** With at most this many digits every number is an integer of PostgreSQL. */
const COUNT_DIGITS = 9;
const COUNT_MAX = 2 ** 31 - 1;
const NESTED_MAX = 64;
const NO_BYTES = new Uint8Array();
const latin1 = new TextDecoder("latin1");

/**
 * Reads JSON from bytes, and writes its strings in UTF-8 to a buffer of its own, each behind its length in four bytes, as
 * COPY takes them. Methods return false, or −1, where the bytes are no JSON or hold what PostgreSQL cannot store (NUL, half a
 * surrogate pair): the caller then leaves the record to `JSON.parse`.
 *
 * They may read past the end of a record into the bytes behind it: the caller compares {@linkcode at} with the end.
 */
export class JsonBytes {
  #from: Uint8Array = new Uint8Array();
  /** Position of the next byte to read. */
  at = 0;
  /** Where strings are written to. */
  to: Uint8Array = new Uint8Array(1 << 14);
  /** End of what was written. */
  end = 0;

  /** Reads from `at` on, at most `length` bytes, and writes over what was written before. */
  open(from: Uint8Array, at: number, length: number): void {
    this.#from = from;
    this.at = at;
    this.end = 0;
    // A string of two bytes and its comma becomes a length of four.
    if (this.to.length < 2 * length) this.to = new Uint8Array(4 * length);
  }

  /** Consumes white space, then `expected` if that comes next; returns whether it did. */
  skip(expected: number): boolean {
    if (this.peek() !== expected) return false;
    this.at++;
    return true;
  }

  /** Consumes white space; returns the byte behind it. */
  peek(): number {
    for (;; this.at++) {
      const next = this.#from[this.at] ?? 0;
      if (next > SPACE) return next;
      if (next !== SPACE && next !== LINE_FEED && next !== RETURN && next !== TAB) return 0;
    }
  }

  /** Consumes white space up to `end`. */
  skipSpace(end: number): void {
    for (; this.at < end; this.at++) {
      const next = this.#from[this.at];
      if (next !== SPACE && next !== LINE_FEED && next !== RETURN && next !== TAB) return;
    }
  }

  /** `{`, or false. */
  openObject(): boolean {
    return this.skip(OPEN_BRACE);
  }

  /** Whether another field follows, at its name; −1 where neither a field nor the end of the object does. */
  nextField(isFirst: boolean): -1 | 0 | 1 {
    if (this.skip(CLOSE_BRACE)) return 0;
    if (!isFirst && !this.skip(COMMA)) return -1;
    return this.skip(QUOTE) ? 1 : -1;
  }

  /**
   * The rest of a field's name and the colon: its number in `names`, −1 where it is not among them, −2 where it is no name.
   */
  fieldName(names: NameTable): number {
    const from = this.#from;
    const start = this.at;
    let hash = 0;
    let at = start;
    let next = from[at] ?? 0;
    for (; PLAIN[next] === 1; next = from[++at] ?? 0) hash = names.hash(hash, next);
    let number: number;
    if (next === QUOTE) {
      number = names.candidate(hash);
      const name = names.bytes(number);
      if (name.length !== at - start) number = -1;
      for (let place = 0; number >= 0 && place < name.length; place++) {
        if (from[start + place] !== name[place]) number = -1;
      }
      this.at = at + 1;
    } else {
      const end = this.end;
      if (this.string() < 0) return -2;
      number = names.find(this.to.subarray(end + 4, this.end));
      this.end = end;
    }
    return this.skip(COLON) ? number : -2;
  }

  /** Whether `null` comes next; consumes it. */
  isNull(): boolean {
    return this.peek() === NULL[0] && this.#word(NULL);
  }

  #word(word: Uint8Array): boolean {
    for (let place = 0; place < word.length; place++) {
      if (this.#from[this.at + place] !== word[place]) return false;
    }
    this.at += word.length;
    return true;
  }

  /** 1 or 0 for true or false; −1 for another value. */
  flag(): number {
    this.peek();
    return this.#word(TRUE) ? 1 : this.#word(FALSE) ? 0 : -1;
  }

  /** Writes a string; returns its length in code points, −1 where there is none. */
  text(): number {
    return this.skip(QUOTE) ? this.string() : -1;
  }

  /** The rest of a string with its closing quote; see {@linkcode text}. */
  string(): number {
    const from = this.#from;
    const to = this.to;
    let at = this.at;
    const start = this.end + 4;
    let end = start;
    /** Bytes past the first one of each character. */
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
        if (meaning !== 0) {
          to[end++] = meaning;
          continue;
        }
        let point = from[at - 1] === LETTER_U ? unit(from, at) : 0;
        at += 4;
        if (point < 0x80) {
          if (point <= 0) return -1;
          to[end++] = point;
          continue;
        }
        if (point >= 0xd800 && point <= 0xdfff) {
          const low = from[at] === BACKSLASH && from[at + 1] === LETTER_U ? unit(from, at + 2) : 0;
          if (point > 0xdbff || low < 0xdc00 || low > 0xdfff) return -1;
          point = 0x1_0000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
          at += 6;
        }
        const first = end;
        end = putPoint(to, end, point);
        beyond += end - first - 1;
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
    this.at = at;
    this.end = end;
    return end - start - beyond;
  }

  /** Writes an array of at most `most` strings as a `text[]`. */
  texts(most: number): boolean {
    const start = this.end;
    if (!this.skip(OPEN_BRACKET)) return false;
    let count = 0;
    if (this.skip(CLOSE_BRACKET)) {
      this.end = putArrayHead(this.to, start + 4, 0);
    } else {
      this.end = putArrayHead(this.to, start + 4, 1);
      do {
        if (++count > most || this.text() < 0) return false;
      } while (this.skip(COMMA));
      if (!this.skip(CLOSE_BRACKET)) return false;
      putArrayHead(this.to, start + 4, count);
    }
    putInt32(this.to, start, this.end - start - 4);
    return true;
  }

  /** A whole number from 0 to 2³¹ − 1, however it is written; −1 where it is none. */
  count(): number {
    this.peek();
    const from = this.#from;
    const start = this.at;
    let value = 0;
    let at = start;
    let next = from[at] ?? 0;
    for (; isDigit(next); next = from[++at] ?? 0) value = value * 10 + next - ZERO;
    const digits = at - start;
    const isPlain = digits > 0 && digits <= COUNT_DIGITS && (digits === 1 || from[start] !== ZERO);
    if (isPlain && next !== DOT && (next | 0x20) !== 0x65) {
      this.at = at;
      return value;
    }
    if (from[start] === MINUS || !this.#skipNumber()) return -1;
    const written = Number(latin1.decode(from.subarray(start, this.at)));
    return Number.isInteger(written) && written <= COUNT_MAX ? written : -1;
  }

  /** Consumes any value. */
  skipValue(depth = 0): boolean {
    const next = this.peek();
    if (next === QUOTE) return this.#skipString();
    if (next === OPEN_BRACE || next === OPEN_BRACKET) {
      return depth < NESTED_MAX &&
        (next === OPEN_BRACE ? this.#skipObject(depth) : this.#skipArray(depth));
    }
    if (next === NULL[0]) return this.#word(NULL);
    if (next === TRUE[0]) return this.#word(TRUE);
    if (next === FALSE[0]) return this.#word(FALSE);
    return this.#skipNumber();
  }

  #skipString(): boolean {
    const end = this.end;
    const isText = this.text() >= 0;
    this.end = end;
    return isText;
  }

  #skipObject(depth: number): boolean {
    this.at++;
    for (let isFirst = true;; isFirst = false) {
      const next = this.nextField(isFirst);
      if (next <= 0) return next === 0;
      this.at--;
      if (!this.#skipString() || !this.skip(COLON) || !this.skipValue(depth + 1)) return false;
    }
  }

  #skipArray(depth: number): boolean {
    this.at++;
    if (this.skip(CLOSE_BRACKET)) return true;
    do {
      if (!this.skipValue(depth + 1)) return false;
    } while (this.skip(COMMA));
    return this.skip(CLOSE_BRACKET);
  }

  /** RFC 8259, section 6. */
  #skipNumber(): boolean {
    if (this.#from[this.at] === MINUS) this.at++;
    if (this.#from[this.at] === ZERO) this.at++;
    else if (!this.#skipDigits()) return false;
    if (this.#from[this.at] === DOT) {
      this.at++;
      if (!this.#skipDigits()) return false;
    }
    if (((this.#from[this.at] ?? 0) | 0x20) === 0x65) {
      this.at++;
      const sign = this.#from[this.at];
      if (sign === MINUS || sign === 0x2b) this.at++;
      return this.#skipDigits();
    }
    return true;
  }

  #skipDigits(): boolean {
    const start = this.at;
    while (isDigit(this.#from[this.at] ?? 0)) this.at++;
    return this.at > start;
  }
}

/** Finds the number of a name by its bytes. */
export class NameTable {
  readonly #names: readonly Uint8Array[];
  readonly #slots = new Int8Array(256);
  #factor = 31;

  constructor(names: readonly string[]) {
    this.#names = names.map(ascii);
    while (!this.#fill()) this.#factor += 2;
  }

  /** Takes a factor with which no two names share a slot. */
  #fill(): boolean {
    this.#slots.fill(-1);
    return this.#names.every((name, number) => {
      const slot = name.reduce((hash, next) => this.hash(hash, next), 0) & 0xff;
      const isFree = this.#slots[slot] === -1;
      this.#slots[slot] = number;
      return isFree;
    });
  }

  /** The hash of a name that ends with `next`, from that of its bytes before. */
  hash(before: number, next: number): number {
    return Math.imul(before, this.#factor) + next | 0;
  }

  /** The number of the only name that can have this hash; −1 where none can. */
  candidate(hash: number): number {
    return this.#slots[hash & 0xff]!;
  }

  /** The bytes of a name; none for −1. */
  bytes(number: number): Uint8Array {
    return this.#names[number] ?? NO_BYTES;
  }

  /** The number of a name; −1 where it is not among them. */
  find(name: Uint8Array): number {
    return this.#names.findIndex((each) =>
      each.length === name.length && each.every((byte, at) => byte === name[at])
    );
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** The UTF-16 unit that four hexadecimal digits make; negative where they are none. */
function unit(from: Uint8Array, at: number): number {
  const [a, b] = [HEX[from[at] ?? 0]!, HEX[from[at + 1] ?? 0]!];
  const [c, d] = [HEX[from[at + 2] ?? 0]!, HEX[from[at + 3] ?? 0]!];
  // Of a negative number all upper bits are set.
  return a << 12 | b << 8 | c << 4 | d;
}

/** Writes a code point past ASCII in UTF-8; returns the position behind it. */
function putPoint(to: Uint8Array, at: number, point: number): number {
  if (point < 0x800) to[at++] = 0xc0 | point >> 6;
  else {
    if (point < 0x1_0000) to[at++] = 0xe0 | point >> 12;
    else {
      to[at++] = 0xf0 | point >> 18;
      to[at++] = 0x80 | point >> 12 & 0x3f;
    }
    to[at++] = 0x80 | point >> 6 & 0x3f;
  }
  to[at++] = 0x80 | point & 0x3f;
  return at;
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
  return byte >= 0x80 && byte < 0xc0;
}
