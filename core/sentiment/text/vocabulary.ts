import { hashWord } from "./hash.ts";

/** Bits of an entry: the rating plus 8 (0 where there is none), whether the word negates, whether it names people. */
const RATING = 15;
const UNRATED = 8;
/** Set in an entry of a word that turns the words after it around. */
export const NEGATES = 16;
/** Set in an entry of a word that names people by who they are: its letters must not move a score. */
export const NAMES_PEOPLE = 32;
/** Set in entries of words that name people, and of negators, by builds that read several such words as one. */
export const READS_PHRASES = 64;
/** Set in an entry of a word with which one of several words may begin that names people: "hard of hearing". */
export const BEGINS_PEOPLE = 128;

const ENTRY_BYTES = 5;

/** The words of which a head knows more than its weights say. */
export interface VocabularyWords {
  /** Ratings from −5 to 5; the first one of a word counts. */
  readonly ratings: Iterable<readonly [word: string, rating: number]>;
  readonly negators: Iterable<string>;
  /** Words that name people by origin, belief, sex, age, body, ability or means; several words have spaces between them. */
  readonly people: Iterable<string>;
}

/**
 * Words by the hash of their normalised letters: their rating, whether they negate, whether they name people. Part of a
 * head's file, so that a score depends on nothing but the model directory.
 */
export class Vocabulary {
  readonly #hashes: Uint32Array;
  readonly #entries: Uint8Array;
  readonly #mask: number;
  #size = 0;

  /** @param capacity words that it will hold at most */
  private constructor(capacity: number) {
    const slots = 1 << (33 - Math.clz32(Math.max(1, capacity)));
    this.#hashes = new Uint32Array(slots);
    this.#entries = new Uint8Array(slots);
    this.#mask = slots - 1;
  }

  static from({ ratings, negators, people }: VocabularyWords): Vocabulary {
    const named = [...people];
    const negating = [...negators];
    const rated = [...ratings];
    const vocabulary = new Vocabulary(named.length * 2 + negating.length + rated.length);
    for (const word of named) {
      const [first = "", ...others] = word.split(" ");
      vocabulary.#mark(hashOf(first, ...others), NAMES_PEOPLE | READS_PHRASES);
      if (others.length > 0) vocabulary.#mark(hashOf(first), BEGINS_PEOPLE);
    }
    for (const word of negating) vocabulary.#mark(hashOf(word), NEGATES | READS_PHRASES);
    for (const [word, rating] of rated) vocabulary.#rate(hashOf(word), rating);
    return vocabulary;
  }

  /** Number of words. */
  get size(): number {
    return this.#size;
  }

  /** @param hash {@linkcode hashWord} of the normalised word @returns its bits; 0 for an unknown word */
  of(hash: number): number {
    const hashes = this.#hashes;
    for (let slot = hash & this.#mask;; slot = (slot + 1) & this.#mask) {
      if (hashes[slot] === hash) return this.#entries[slot]!;
      if (hashes[slot] === 0) return 0;
    }
  }

  /** Serializes it: hashes (little-endian), then entries, by rising hash. */
  pack(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#size * ENTRY_BYTES);
    const view = new DataView(bytes.buffer);
    const known = [...this.#hashes].filter((hash) => hash !== 0).sort((a, b) => a - b);
    known.forEach((hash, i) => {
      view.setUint32(i * 4, hash, true);
      bytes[known.length * 4 + i] = this.of(hash);
    });
    return bytes;
  }

  static unpack(bytes: Uint8Array): Vocabulary {
    const size = bytes.length / ENTRY_BYTES;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const vocabulary = new Vocabulary(size);
    for (let i = 0; i < size; i++) {
      vocabulary.#mark(view.getUint32(i * 4, true), bytes[size * 4 + i]!);
    }
    return vocabulary;
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask;
    while (this.#hashes[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & this.#mask;
    if (this.#hashes[slot] === 0) {
      this.#hashes[slot] = hash;
      this.#size++;
    }
    return slot;
  }

  #mark(hash: number, bits: number): void {
    this.#entries[this.#slotOf(hash)]! |= bits;
  }

  /** Sets a word's rating unless it has one or names people. */
  #rate(hash: number, rating: number): void {
    const slot = this.#slotOf(hash);
    const entry = this.#entries[slot]!;
    if ((entry & (RATING | NAMES_PEOPLE)) !== 0) return;
    this.#entries[slot] = entry | (Math.max(-5, Math.min(5, Math.round(rating))) + UNRATED);
  }
}

/** Bytes of a packed vocabulary of so many words. */
export function vocabularyBytes(size: number): number {
  return size * ENTRY_BYTES;
}

/** The rating in an entry, −5 to 5; 0 if there is none. */
export function ratingOf(entry: number): number {
  const rating = entry & RATING;
  return rating === 0 ? 0 : rating - UNRATED;
}

/** The hash that the tokenizer gives words that it joins: in small letters, stretched ones cut, "n't" without its apostrophe. */
export function hashOf(...words: readonly string[]): number {
  const plain = words.map((word) =>
    word.toLowerCase().replace(/(.)\1{2,}/gu, "$1$1").replace(/n't$/, "nt").replaceAll("’", "'")
  ).join("");
  const chars = Uint16Array.from(plain, (c) => c.charCodeAt(0));
  return hashWord(chars, 0, chars.length);
}
