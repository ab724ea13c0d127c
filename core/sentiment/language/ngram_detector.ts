import { mix32 } from "../text/hash.ts";
import type { Tokens } from "../text/tokens.ts";

/** Where an n-gram stands in its word: at its begin, at its end, both or neither. */
export const BEGINS = 1;
export const ENDS = 2;
/** Bits of the number of an n-gram's languages, of which there are 28 at most. */
export const COUNT_BITS = 5;
const COUNT = (1 << COUNT_BITS) - 1;

const SLOT_BITS = 17;
const SLOTS = 1 << SLOT_BITS;
/** n-grams of one text: eld reads 380 bytes, and each n-gram but a word's last moves on by three. */
const OWN_SLOTS = 1 << 11;
/** Bytes after which eld ends with the word, and at once. */
const CUT_AFTER = 350;
const CUT_AT = 380;
/** Bytes of a word that eld reads. */
const WORD_MAX = 70;
const STRIDE = 3;
/** What eld subtracted from every score. */
const LEAST_SCORE = 53;
const SCALE = 25;
const APOSTROPHE = 39;

/**
 * The detection of npm eld over its own n-grams, with its results, in typed arrays: 2 MB instead of 35, and nothing is
 * allocated for a text. Not shared between threads.
 */
export class NgramDetector {
  /** Its bytes, by slot. */
  readonly #ngrams = new Uint32Array(SLOTS);
  /** Begin of its languages, how many there are, and its place; 0 in an empty slot. */
  readonly #entries = new Uint32Array(SLOTS);
  /** Language and score, in turns. */
  readonly #scores: Uint8Array;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #sums: Int32Array;
  readonly #isLetter = letters();
  readonly #word = new Uint8Array(CUT_AT + 4);
  /** The n-grams of this text: each counts once. */
  readonly #own = new Uint32Array(OWN_SLOTS);
  readonly #ownText = new Uint32Array(OWN_SLOTS);
  #text = 0;
  #count = 0;
  #best = -1;

  private constructor(private readonly languages: readonly string[], packed: Uint8Array) {
    this.#numbers = new Map(languages.map((language, i) => [language, i]));
    this.#sums = new Int32Array(languages.length);
    this.#scores = new Uint8Array(packed.length);
    let used = 0;
    for (let at = 0; at < packed.length;) {
      const ngram = (packed[at]! | packed[at + 1]! << 8 | packed[at + 2]! << 16 |
        packed[at + 3]! << 24) >>> 0;
      const about = packed[at + 4]!;
      const count = about & COUNT;
      let slot = slotOf(ngram, about >>> COUNT_BITS);
      while (this.#entries[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
      this.#ngrams[slot] = ngram;
      this.#entries[slot] = used << 8 | about;
      at += 5;
      this.#scores.set(packed.subarray(at, at + count * 2), used);
      used += count * 2;
      at += count * 2;
    }
  }

  static async open(): Promise<NgramDetector> {
    const { default: { languages, ngrams } } = await import("./ngrams.json", {
      with: { type: "json" },
    });
    return new NgramDetector(languages.split(" "), Uint8Array.fromBase64(ngrams));
  }

  /** The language that the text reads as, by ISO 639; "" where no n-gram is known. */
  get language(): string {
    return this.#best < 0 ? "" : this.languages[this.#best]!;
  }

  /** How much the text reads as a language, 0 to 1; undefined for one that is not known or has nothing of it. */
  score(language: string): number | undefined {
    const sum = this.#sums[this.#numbers.get(language) ?? -1] ?? 0;
    if (sum === 0) return undefined;
    const mean = sum / this.#count;
    return mean / (mean + SCALE);
  }

  /** Reads the words of a text that are of these kinds: letters and apostrophes of the tokens `kind <= most`. */
  read({ count, kind, start, end, chars }: Tokens, most: number): void {
    this.#begin();
    const word = this.#word;
    let length = 0;
    let bytes = 0;
    for (let i = 0; i < count && bytes <= CUT_AT; i++) {
      if (kind[i]! > most) continue;
      for (let at = start[i]!, to = end[i]!; at < to; at++) {
        const code = chars[at]!;
        // A digit or an accent on its own parts words; an apostrophe before a letter does not.
        const own = code === APOSTROPHE && at + 1 < to ? chars[at + 1]! : code;
        if (this.#isLetter[own] === 0) {
          if (length === 0) continue;
          this.#readWord(length);
          length = 0;
          if (bytes++ > CUT_AFTER) return this.#end();
          continue;
        }
        const before = length;
        length = encode(code, word, length);
        bytes += length - before;
        if (bytes > CUT_AT) break;
      }
      if (length === 0) continue;
      this.#readWord(length);
      length = 0;
      if (bytes++ > CUT_AFTER) break;
    }
    this.#end();
  }

  #begin(): void {
    this.#sums.fill(0);
    this.#count = 0;
    this.#best = -1;
    if (++this.#text === 1 << 30) {
      this.#ownText.fill(0);
      this.#text = 1;
    }
  }

  #end(): void {
    const sums = this.#sums;
    let most = 0;
    for (let i = 0; i < sums.length; i++) {
      if (sums[i]! <= most) continue;
      most = sums[i]!;
      this.#best = i;
    }
  }

  /** Four bytes, moved on by three, and the last four. */
  #readWord(length: number): void {
    const word = this.#word;
    const read = Math.min(length, WORD_MAX);
    let at = 0;
    for (; at + 4 < read; at += STRIDE) this.#add(fourAt(word, at), at === 0 ? BEGINS : 0);
    // Of a longer word eld takes all the rest, which is never known but counts once.
    if (length > WORD_MAX) this.#add(hashOf(word, WORD_MAX - 4, length), ENDS);
    else if (length >= 4) this.#add(fourAt(word, length - 4), at === 0 ? BEGINS | ENDS : ENDS);
    else {
      let short = 0;
      for (let i = 0; i < length; i++) short = short << 8 | word[i]!;
      this.#add(short, BEGINS | ENDS);
    }
  }

  #add(ngram: number, place: number): void {
    const hash = slotOf(ngram, place);
    const text = (this.#text << 2 | place) >>> 0;
    for (let slot = hash & (OWN_SLOTS - 1);; slot = (slot + 1) & (OWN_SLOTS - 1)) {
      const own = this.#ownText[slot]!;
      if (own >>> 2 !== this.#text) {
        this.#ownText[slot] = text;
        this.#own[slot] = ngram;
        break;
      }
      if (own === text && this.#own[slot] === ngram) return;
    }
    this.#count++;
    for (let slot = hash;; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = this.#entries[slot]!;
      if (entry === 0) return;
      if (this.#ngrams[slot] !== ngram || (entry >>> COUNT_BITS & 3) !== place) continue;
      const scores = this.#scores;
      const sums = this.#sums;
      for (let at = entry >>> 8, end = at + (entry & COUNT) * 2; at < end; at += 2) {
        sums[scores[at]!]! += scores[at + 1]! + LEAST_SCORE;
      }
      return;
    }
  }
}

function slotOf(ngram: number, place: number): number {
  return mix32(ngram + Math.imul(place, 0x9e3779b1)) >>> (32 - SLOT_BITS);
}

function hashOf(word: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = mix32(hash ^ word[i]!);
  return hash;
}

function fourAt(word: Uint8Array, at: number): number {
  return (word[at]! << 24 | word[at + 1]! << 16 | word[at + 2]! << 8 | word[at + 3]!) >>> 0;
}

/** Writes a UTF-16 unit as UTF-8; returns the end. */
function encode(code: number, into: Uint8Array, at: number): number {
  if (code < 0x80) {
    into[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    into[at] = 0xc0 | code >> 6;
    into[at + 1] = 0x80 | code & 0x3f;
    return at + 2;
  }
  into[at] = 0xe0 | code >> 12;
  into[at + 1] = 0x80 | code >> 6 & 0x3f;
  into[at + 2] = 0x80 | code & 0x3f;
  return at + 3;
}

/** 1 for each UTF-16 unit that is a letter. */
function letters(): Uint8Array {
  const letter = /\p{L}/u;
  return Uint8Array.from(
    { length: 1 << 16 },
    (_, code) => letter.test(String.fromCharCode(code)) ? 1 : 0,
  );
}
