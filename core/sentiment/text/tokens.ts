import {
  characterTables,
  DIGIT,
  INVISIBLE,
  LETTER,
  PICTOGRAPH,
  SPACE,
  SURROGATE,
} from "./characters.ts";
import { emojiPolarity, EMOTICON, FROWN, readEmoticon, SMILE } from "./emoticons.ts";
import { hashWord, mix32 } from "./hash.ts";
import { englishVocabulary } from "./english_vocabulary.ts";
import { LENGTH_MAX } from "./plain_text.ts";
import { type PostText, postText } from "./post_text.ts";
import {
  BEGINS_PEOPLE,
  NAMES_PEOPLE,
  NEGATES,
  ratingOf,
  READS_PHRASES,
  type Vocabulary,
} from "./vocabulary.ts";

/** Kinds of tokens. Words come first: `kind <= TAG` means "is a word". */
export const WORD = 0;
export const NEGATOR = 1;
/** A hashtag's word. */
export const TAG = 2;
export const EMOJI = 3;
/** Smile or frown: an emoticon, or the class of an emoji. */
export const FACE = 4;
/** `!`, `!!`, `?`, `...`: punctuation that expresses a feeling. */
export const MARK = 5;
/** Ends a phrase and expresses nothing. */
export const BREAK = 6;
export const MENTION = 7;
/** Follows a word that was stretched (`sooo`) or in capitals. */
export const STRESS = 9;

/** A token that became part of another. */
const DROPPED = 10;
/** What joins a word to the word behind it. */
const HYPHEN = 1;
/** A sign in the middle of a word, as in `musulman·e·s` and `Christ:innen`. */
const SIGN = 2;

const TOKENS_MAX = 1024;
/** Words that may name people as a whole. */
const PARTS_MAX = 5;
/**
 * The tokens of one text, in typed arrays that the next text overwrites, so that the hot path allocates nothing.
 *
 * A token has a 32-bit hash of its normalised characters, a kind, and the span of these characters in `chars`.
 */
export class Tokens {
  count = 0;
  readonly hash = new Uint32Array(TOKENS_MAX);
  readonly kind = new Uint8Array(TOKENS_MAX);
  readonly start = new Uint16Array(TOKENS_MAX);
  readonly end = new Uint16Array(TOKENS_MAX);
  /** Rating of a word, −5 to 5. */
  readonly rating = new Int8Array(TOKENS_MAX);
  /** Normalised characters of the tokens, one after the other. */
  readonly chars = new Uint16Array(LENGTH_MAX + 8);
  /** Words in it, hashtags included. */
  words = 0;
  /** Whether links were removed. They are no tokens: neither their letters nor their presence express a feeling. */
  hasLinks = false;
  /** {@linkcode HYPHEN} or {@linkcode SIGN} for a word that one joins to the word behind it: few. */
  readonly #joined = new Uint8Array(TOKENS_MAX);
  #used = 0;
  readonly #tables = characterTables();

  /** @param vocabulary what is known of the words; the English one if absent */
  constructor(private readonly vocabulary: Vocabulary = englishVocabulary()) {}

  /** Tokenizes `raw`, the plain text of a post. */
  read(raw: string): void {
    this.readText(postText(raw));
  }

  /** Tokenizes a text whose links are out. */
  readText(post: PostText): void {
    this.scan(post);
    this.mark(this.vocabulary);
  }

  /** Tokenizes a text whose language is not known yet: its words are only letters, before {@linkcode mark}. */
  scan({ text, hasLinks }: PostText): void {
    this.hasLinks = hasLinks;
    const { kind } = this.#tables;
    this.count = 0;
    this.words = 0;
    this.#used = 0;
    const length = text.length;
    let at = 0;
    while (at < length && this.count < TOKENS_MAX - 4) {
      const code = text.charCodeAt(at);
      const what = kind[code]!;
      if (what === SPACE || what === INVISIBLE) at++;
      else if (what === LETTER || what === DIGIT) at = this.#word(text, at, WORD);
      else if (what === PICTOGRAPH) {
        this.#emoji(code);
        at++;
      } else if (what === SURROGATE) at = this.#pair(text, at);
      else at = this.#sign(text, at, code);
    }
  }

  /** Adds what a vocabulary knows of the words that were scanned, once. */
  mark(vocabulary: Vocabulary): void {
    const { kind, hash, start, end, rating } = this;
    const joined = this.#joined;
    let dropped = 0;
    /** The token before this one that stays. */
    let last = -1;
    for (let i = 0; i < this.count; i++) {
      if (kind[i] === DROPPED) continue;
      const before = last;
      last = i;
      if (kind[i]! > TAG) continue;
      let entry = vocabulary.of(hash[i]!);
      if (joined[i] !== 0 || (entry & BEGINS_PEOPLE) !== 0) {
        if (this.#joinPeople(i, vocabulary)) entry = vocabulary.of(hash[i]!);
      }
      if (entry === 0) continue;
      if ((entry & NAMES_PEOPLE) === 0) {
        // "non-" before a word is part of it.
        const isPrefix = joined[i] === HYPHEN && (entry & READS_PHRASES) !== 0;
        if (kind[i] === WORD && (entry & NEGATES) !== 0 && !isPrefix) kind[i] = NEGATOR;
        rating[i] = ratingOf(entry);
        continue;
      }
      // One word for all, without letters.
      hash[i] = HASH_PERSON;
      end[i] = start[i]!;
      if ((entry & READS_PHRASES) === 0) continue;
      if (before >= 0 && hash[before] === HASH_PERSON) {
        kind[before] = DROPPED;
        dropped++;
        this.words--;
      }
      // "LGBT" is not shouted.
      if (i + 1 < this.count && hash[i + 1] === HASH_SHOUTED) {
        kind[i + 1] = DROPPED;
        dropped++;
      }
    }
    if (dropped > 0) this.#drop();
  }

  /** Takes out the tokens that {@linkcode mark} made part of others. */
  #drop(): void {
    const { kind, hash, start, end, rating } = this;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (kind[i] === DROPPED) continue;
      hash[kept] = hash[i]!;
      kind[kept] = kind[i]!;
      start[kept] = start[i]!;
      end[kept] = end[i]!;
      rating[kept] = rating[i]!;
      kept++;
    }
    this.count = kept;
  }

  /**
   * Makes one word of "hard-of-hearing", "hard of hearing" or "musulman·e·s", from token `first` on, if the whole names people;
   * and of "ex-Muslim" and "Franco-Algerian", whose last part does. Tells whether it did.
   */
  #joinPeople(first: number, vocabulary: Vocabulary): boolean {
    const { kind, hash, start, end } = this;
    const joined = this.#joined;
    const begins = (vocabulary.of(hash[first]!) & BEGINS_PEOPLE) !== 0;
    let whole = 0;
    let until = first;
    let size = 1;
    let hyphens = joined[first] === HYPHEN;
    let last = first;
    for (let parts = 2; parts <= PARTS_MAX && (begins || joined[last] !== 0); parts++) {
      const bySign = joined[last] === SIGN;
      do last++; while (
        last < this.count && (kind[last] === STRESS || bySign && kind[last] === BREAK)
      );
      if (last >= this.count || kind[last] !== WORD) break;
      // The characters of the parts lie side by side.
      const entry = vocabulary.of(hashWord(this.chars, start[first]!, end[last]!));
      if ((entry & NAMES_PEOPLE) !== 0) {
        whole = hashWord(this.chars, start[first]!, end[last]!);
        [until, size] = [last, parts];
      } else if (hyphens && whole === 0 && joined[last] === 0) {
        const part = vocabulary.of(hash[last]!);
        if ((part & NAMES_PEOPLE) !== 0 && (part & READS_PHRASES) !== 0) {
          whole = hash[last]!;
          [until, size] = [last, parts];
        }
      }
      hyphens &&= joined[last] === HYPHEN;
    }
    if (whole === 0) return false;
    hash[first] = whole;
    for (const column of [kind, hash, start, end, this.rating, joined]) {
      column.copyWithin(first + 1, until + 1, this.count);
    }
    this.count -= until - first;
    this.words -= size - 1;
    return true;
  }

  #word(text: string, from: number, as: number): number {
    const { kind, lower } = this.#tables;
    const chars = this.chars;
    const start = this.#used;
    let used = start;
    let at = from;
    let run = 0;
    let previous = 0;
    let stretched = false;
    let capitals = 0;
    for (; at < text.length; at++) {
      let code = text.charCodeAt(at);
      const what = kind[code]!;
      if (what !== LETTER && what !== DIGIT) {
        // An apostrophe stays inside a word: don't, y'all.
        if (code !== 39 && code !== 0x2019) break;
        if (at + 1 >= text.length || kind[text.charCodeAt(at + 1)] !== LETTER) break;
        code = 39;
      }
      const small = lower[code]!;
      if (small !== code) capitals++;
      run = small === previous ? run + 1 : 1;
      previous = small;
      // Three or more of one letter become two: sooooo, soooo → soo.
      if (run > 2 && what === LETTER) {
        stretched = true;
        continue;
      }
      chars[used++] = small;
    }
    used = dropNotApostrophe(chars, start, used);
    this.#used = used;
    const size = used - start;
    const token = this.count;
    this.#push(hashWord(chars, start, used), as, start, used);
    this.words++;
    if (as === WORD && kind[text.charCodeAt(at + 1)] === LETTER) {
      this.#joined[token] = joinerOf(text.charCodeAt(at));
    }
    if (stretched) this.#push(HASH_STRETCHED, STRESS, used, used);
    if (capitals > 2 && capitals === size) this.#push(HASH_SHOUTED, STRESS, used, used);
    return at;
  }

  #sign(text: string, from: number, code: number): number {
    const { kind } = this.#tables;
    const next = from + 1 < text.length ? text.charCodeAt(from + 1) : 32;
    // "latin@s" mentions nobody.
    if (code === 64 && (next | 32) === 115 && kind[text.charCodeAt(from - 1)] === LETTER) {
      if ((kind[text.charCodeAt(from + 2)] ?? SPACE) === SPACE) return from + 2;
    }
    if (code === 64 && kind[next] === LETTER || code === 64 && next === 95) {
      return this.#mention(text, from);
    }
    if (code === 35 && kind[next] === LETTER) return this.#word(text, from + 1, TAG);
    const face = readEmoticon(text, from);
    if (face !== 0) {
      const end = from + (face >> 8);
      const shape = face & 255;
      if (shape === EMOTICON.smile) this.#push(HASH_SMILE, FACE, this.#used, this.#used);
      else if (shape === EMOTICON.frown) this.#push(HASH_FROWN, FACE, this.#used, this.#used);
      else this.#push(mix32(HASH_FACES + shape), EMOJI, this.#used, this.#used);
      return end;
    }
    return this.#punctuation(text, from, code);
  }

  #punctuation(text: string, from: number, code: number): number {
    let at = from + 1;
    switch (code) {
      case 33: // !
      case 63: { // ?
        let both = false;
        while (at < text.length && (text.charCodeAt(at) === 33 || text.charCodeAt(at) === 63)) {
          both ||= text.charCodeAt(at) !== code;
          at++;
        }
        const many = at - from > 1 ? 1 : 0;
        this.#push(mix32(HASH_MARKS + (both ? 4 : code === 33 ? many : 2 + many)), MARK);
        return at;
      }
      case 46: // .
        while (at < text.length && text.charCodeAt(at) === 46) at++;
        if (at - from > 1) this.#push(mix32(HASH_MARKS + 5), MARK);
        else this.#push(HASH_BREAK, BREAK);
        return at;
      case 44: // ,
      case 58: // :
      case 59: // ;
        this.#push(HASH_BREAK, BREAK);
        return at;
      case 0x201c: // quotation marks, curly and straight
      case 0x201d:
      case 34:
        this.#push(mix32(HASH_MARKS + 6), BREAK);
        return at;
      default:
        return at;
    }
  }

  #mention(text: string, from: number): number {
    let at = from + 1;
    // `@name@host.example`: a dot counts only when more of the host follows.
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (this.#tables.kind[code]! - 1 >>> 0 < 2 || code === 95 || code === 45) at++;
      else if (
        (code === 64 || code === 46) && this.#tables.kind[text.charCodeAt(at + 1)] === LETTER &&
        (code === 64 || text.lastIndexOf("@", at) > from)
      ) at++;
      else break;
    }
    this.#push(HASH_MENTION, MENTION);
    return at;
  }

  #pair(text: string, at: number): number {
    const codePoint = text.codePointAt(at)!;
    // Skip skin tones; everything from 🀀 to 🫿 is a pictograph, the rest are rare scripts.
    if (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff) return at + 2;
    if (codePoint >= 0x1f000 && codePoint <= 0x1fbff) this.#emoji(codePoint);
    else {
      const start = this.#used;
      this.chars[this.#used++] = text.charCodeAt(at);
      this.#push(mix32(codePoint), WORD, start, this.#used);
      this.words++;
    }
    return at + 2;
  }

  #emoji(codePoint: number): void {
    this.#push(mix32(codePoint), EMOJI);
    const polarity = emojiPolarity(codePoint);
    if (polarity === SMILE) this.#push(HASH_SMILE, FACE);
    else if (polarity === FROWN) this.#push(HASH_FROWN, FACE);
  }

  #push(hash: number, kind: number, start = this.#used, end = this.#used): void {
    const at = this.count++;
    this.hash[at] = hash;
    this.kind[at] = kind;
    this.rating[at] = 0;
    this.#joined[at] = 0;
    this.start[at] = start;
    this.end[at] = end;
  }
}

const HASH_MENTION = mix32(0x40000001);
/** Of every word that names people by who they are. */
const HASH_PERSON = mix32(0x40000002);
/** Hashes of the two faces; training sets their weights where the corpus has lost its emoticons. */
export const HASH_SMILE = mix32(0x40000003);
export const HASH_FROWN = mix32(0x40000004);
const HASH_STRETCHED = mix32(0x40000005);
const HASH_SHOUTED = mix32(0x40000006);
const HASH_BREAK = mix32(0x40000007);
const HASH_MARKS = 0x40000100;
const HASH_FACES = 0x40000200;
/** Hashes of `!`, `!!` and `!?`. */
export const EXCLAMATIONS: readonly number[] = [0, 1, 4].map((which) => mix32(HASH_MARKS + which));

/** @param code the character behind a word, if a letter follows it */
function joinerOf(code: number): number {
  switch (code) {
    case 0x2d: // the hyphen of keyboards and those of typesetters
    case 0x2010:
    case 0x2011:
      return HYPHEN;
    case 0x2e: // . : * _ ·
    case 0x3a:
    case 0x2a:
    case 0x5f:
    case 0xb7:
      return SIGN;
    default:
      return 0;
  }
}

/** don't → dont: both spellings are common, and this one is never another word (we're → were would be). */
function dropNotApostrophe(chars: Uint16Array, start: number, end: number): number {
  if (end - start < 4 || chars[end - 2] !== 39 || chars[end - 1] !== 116) return end;
  if (chars[end - 3] !== 110) return end;
  chars[end - 2] = 116;
  return end - 1;
}
