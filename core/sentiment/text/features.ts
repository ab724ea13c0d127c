import { BucketSet } from "./bucket_set.ts";
import { mix32 } from "./hash.ts";
import { BREAK, MARK, NEGATOR, TAG, Tokens } from "./tokens.ts";
import { type PostText, postText } from "./post_text.ts";
import { englishVocabulary } from "./english_vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Buckets of the hashed feature space: 2²². */
export const FEATURE_BITS = 22;
export const FEATURE_COUNT = 1 << FEATURE_BITS;
const SHIFT = 32 - FEATURE_BITS;

/** Raise it whenever the same text gives other features: older models are then refused instead of misread. */
export const FEATURE_VERSION = 5;

/** Words after a negator whose meaning it inverts, unless the phrase ends before. */
const NEGATION_SPAN = 3;
const STEM = 4;
/** At most ten for each of 1,024 tokens and two marks. */
export const FEATURES_MAX = 10_500;

const START = mix32(77);
const END = mix32(78);
const NEGATED = 0x5bd1e995;
const VALENCE = 0x77000000;
const BALANCE = 0x77100000;
/** Added to the valence of a word in reach of a negator, to tell it from a plain one. */
const NEGATED_VALENCE = 16;
/** "Not good" is bad, but less than "bad". */
const NEGATED_WEIGHT = 0.6;

/**
 * Turns a text into hashed features. Training, batch, live and CSV scoring all call {@linkcode Features.read}, so that they
 * see the same features.
 *
 * The features of the token sequence (with a start and an end mark, and negated words hashed as different words): word 1-,
 * 2- and 3-grams, pairs with one or two tokens between them, 1- and 2-grams of four-letter stems, the valence of each
 * rated word alone and with its neighbours, and the numbers of positive and negative words. docs/sentiment.md has the gain
 * of each.
 */
export class Features {
  readonly tokens: Tokens;
  /** Buckets of the last text, `count` of them, each once. */
  readonly index = new Uint32Array(FEATURES_MAX);
  count = 0;
  readonly #once = new BucketSet(FEATURES_MAX);
  /** Valence of each token, −5 to 5; plus {@linkcode NEGATED_VALENCE} in reach of a negator. */
  readonly #valence = new Int8Array(1100);
  readonly #sequence = new Uint32Array(1100);
  readonly #stems = new Uint32Array(1100);

  /** @param vocabulary what is known of the words; the English one if absent */
  constructor(private readonly vocabulary: Vocabulary = englishVocabulary()) {
    this.tokens = new Tokens(vocabulary);
  }

  /** A token's valence, −5 to 5; inverted and weaker in reach of a negator. */
  valenceOf(token: number): number {
    const valence = this.#valence[token + 1]!;
    return valence > NEGATED_VALENCE / 2 ? (NEGATED_VALENCE - valence) * NEGATED_WEIGHT : valence;
  }

  /** The bucket of a token's 1-gram. */
  static bucketOf(hash: number): number {
    return hash >>> SHIFT;
  }

  /** Reads a text; returns how many features it has. */
  read(text: string): number {
    return this.readText(postText(text));
  }

  /** Reads a text whose links are out. */
  readText(text: PostText): number {
    this.tokens.scan(text);
    return this.readScanned(this.vocabulary);
  }

  /** Reads the text that `tokens` scanned last, with what a vocabulary knows of its words. */
  readScanned(vocabulary: Vocabulary): number {
    this.tokens.mark(vocabulary);
    const length = this.#applyNegation();
    let count = this.#wordGrams(length);
    count = this.#stemGrams(length, count);
    count = this.#valences(length, count);
    return this.count = this.#once.keepFirst(this.index, count);
  }

  /** Sorts the buckets: training reads its weights many times, and rising addresses suit the cache. */
  sort(): void {
    this.index.subarray(0, this.count).sort();
  }

  /** Fills the sequences of words and stems with negation applied; returns their length. */
  #applyNegation(): number {
    const { count, kind, hash, rating } = this.tokens;
    const valences = this.#valence;
    const sequence = this.#sequence;
    const stems = this.#stems;
    sequence[0] = stems[0] = START;
    let reach = 0;
    for (let i = 0; i < count; i++) {
      const what = kind[i]!;
      const isWord = what <= TAG;
      if (what === BREAK || what === MARK) reach = 0;
      let word = hash[i]!;
      let stem = isWord ? this.#stem(i) : word;
      let valence = isWord ? rating[i]! : 0;
      if (reach > 0 && isWord) {
        word = mix32(word ^ NEGATED);
        stem = mix32(stem ^ NEGATED);
        if (valence !== 0) valence += NEGATED_VALENCE;
        reach--;
      }
      if (what === NEGATOR) reach = NEGATION_SPAN;
      sequence[i + 1] = word;
      stems[i + 1] = stem;
      valences[i + 1] = valence;
    }
    sequence[count + 1] = stems[count + 1] = END;
    return count + 2;
  }

  #stem(token: number): number {
    const { chars, start, end } = this.tokens;
    const from = start[token]!;
    const to = Math.min(end[token]!, from + STEM);
    let hash = 0x777;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ chars[i]!, 0x01000193);
    return mix32(hash);
  }

  #wordGrams(length: number): number {
    const { index } = this;
    const s = this.#sequence;
    let count = 0;
    for (let i = 0; i < length; i++) {
      const h = s[i]!;
      index[count++] = h >>> SHIFT;
      if (i === 0) continue;
      const pair = mix32(Math.imul(s[i - 1]!, 0x9e3779b1) ^ h);
      index[count++] = pair >>> SHIFT;
      if (i === 1) continue;
      const before = s[i - 2]!;
      index[count++] = mix32(Math.imul(before, 0x85ebca77) ^ pair) >>> SHIFT;
      index[count++] = mix32(Math.imul(before, 0xc2b2ae3d) ^ h ^ 0x1234567) >>> SHIFT;
      if (i > 2) {
        index[count++] = mix32(Math.imul(s[i - 3]!, 0xc2b2ae3d) ^ h ^ 0x1234567) >>> SHIFT;
      }
    }
    return count;
  }

  #stemGrams(length: number, from: number): number {
    const { index } = this;
    const s = this.#stems;
    let count = from;
    for (let i = 1; i < length; i++) {
      const h = s[i]!;
      index[count++] = mix32(h ^ 0x2545f491) >>> SHIFT;
      index[count++] = mix32(Math.imul(s[i - 1]!, 0x9e3779b1) ^ h ^ 0x55) >>> SHIFT;
    }
    return count;
  }

  #valences(length: number, from: number): number {
    const { index } = this;
    const s = this.#sequence;
    const valences = this.#valence;
    let count = from;
    let positive = 0;
    let negative = 0;
    for (let i = 1; i < length - 1; i++) {
      const valence = valences[i]!;
      if (valence === 0) continue;
      if (this.valenceOf(i - 1) > 0) positive++;
      else negative++;
      const h = mix32(VALENCE + valence);
      index[count++] = h >>> SHIFT;
      index[count++] = mix32(Math.imul(s[i - 1]!, 0x9e3779b1) ^ h) >>> SHIFT;
      index[count++] = mix32(Math.imul(s[i + 1]!, 0x9e3779b1) ^ h ^ 0x99) >>> SHIFT;
    }
    if (positive + negative > 0) {
      index[count++] = mix32(BALANCE + Math.min(positive, 3) * 4 + Math.min(negative, 3)) >>> SHIFT;
    }
    return count;
  }
}
